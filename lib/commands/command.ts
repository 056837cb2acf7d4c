import type { AccountAccess } from '../aws/account-access';
import type { AdoptionView } from '../aws/adoption-view';
import type { CiRuns } from '../aws/ci-runs';
import type { DeployAccess } from '../aws/deploy-access';
import type { DeploymentAccount } from '../aws/deployment-account';
import type { DestroyAccess } from '../aws/destroy-access';
import type { DoctorAccess } from '../aws/doctor-access';
import type { EventHistoryAccess } from '../aws/event-history-access';
import type { KeyAccess } from '../aws/key-access';
import type { OldState } from '../aws/old-state';
import type { OrganizationAccess } from '../aws/organization-access';
import type { PeopleAccess } from '../aws/people-access';
import type { StateAccess } from '../aws/state-access';
import type { AssembledApp } from '../domain/assembled-app';
import type { EXIT, ExitStatus } from '../domain/failure';
import type { AccountId } from '../domain/ids';
import type { OrgConfig } from '../domain/org-config';
import type { OldPlace } from '../domain/state/old-place';
import type { CheckResults, FurtherPack } from '../domain/template-finding';
import type { During } from '../terminal/progress';
import type { Prompter } from '../terminal/prompter';
import type { Io } from '../terminal/terminal';
import type { StartCdk } from './deploy/cdk-process';
import type { Unfinished } from './interruption';
import type { SynthesizedApp } from './plan/plan';
import type { RunProgram } from './upgrade/run-program';
import type { VerifyView } from './verify/verify';

/** What a user gives a command: an argument such as `<pipeline>`, or an option such as `-o, --out <folder>`. */
interface Parameter {
  /** As the help writes it. An argument in square brackets may be left out. */
  readonly syntax: string;
  readonly description: string;
  readonly default?: unknown;
  /** The default as the help shows it. @default - as it is */
  readonly defaultText?: string;
  /** Whether an option may not be left out. */
  readonly isRequired?: true;
  readonly choices?: readonly string[];
  readonly read?: Reading<unknown>;
  /** The parameter that cannot be given beside this one. */
  readonly conflictsWith?: string;
  /** What other parameters are where this one is given. */
  readonly implies?: object;
}

/** How a text of the command line becomes a value. */
interface Reading<Value> {
  /** What it has to be, for the message where it is not. */
  readonly expected: string;
  /** Undefined for a text that is no such value. */
  of(text: string): Value | undefined;
}

/** A command of the CLI, as data: `main` builds what parses its arguments, afresh for each run. */
export interface CliCommand {
  readonly name: string;
  readonly description: string;
  /** By the names that they are given to `run` by: of an option, its long form in camel case. In the order of the help. */
  readonly parameters: Readonly<Record<string, Parameter>>;
  /** What it means of this command that it ended with a status of `EXIT`; one that is not here means what it means of all commands. */
  readonly statuses: Partial<Readonly<Record<Exclude<keyof typeof EXIT, 'interrupted'>, string>>>;
  /** Command lines for the end of the help. */
  readonly examples: readonly string[];
  /**
   * Does the work, and answers the exit status. What it needs beyond this file it loads itself, so that no command pays for
   * another one.
   *
   * @throws Failure for what a user can cause; `main` shows it in one line and takes its exit status
   */
  run(given: object, context: CommandContext): Promise<ExitStatus>;
}

/** Commands under a name of their own: `orgstrap key rotate`. */
export interface CommandGroup {
  readonly name: string;
  readonly description: string;
  readonly commands: readonly CliCommand[];
}

type ReadAs<Value> = [Value] extends [boolean]
  ? object
  : [Value] extends [number]
    ? { readonly read: Reading<Value> }
    : [Value] extends [readonly (infer Item)[]]
      ? [string] extends [Item]
        ? object
        : { readonly choices: readonly Item[] }
      : [string] extends [Value]
        ? object
        : { readonly choices: readonly Value[] };

type IsThere<Value> = undefined extends Value
  ? { readonly default?: undefined; readonly isRequired?: undefined }
  : { readonly default: Value } | { readonly isRequired: true } | { readonly syntax: `<${string}>` };

/** A parameter whose default, choices and conflicts fit to what its command is given. */
type ParameterOf<Given, Name extends keyof Given> = Parameter & {
  readonly conflictsWith?: keyof Given;
  readonly implies?: Partial<Given>;
} & ReadAs<NonNullable<Given[Name]>> &
  IsThere<Given[Name]>;

interface CommandOf<Given extends object> extends CliCommand {
  readonly parameters: { readonly [Name in keyof Given]-?: ParameterOf<Given, Name> };
  run(given: Given, context: CommandContext): Promise<ExitStatus>;
}

/** A command whose parameters are all that its `run` is given, and fit to it; a list of commands knows nothing of that. */
export function command<Given extends object>(definition: CommandOf<Given>): CliCommand {
  return definition;
}

/** All that commands reach beyond files. CDK and the AWS SDK are loaded by what needs them. */
export interface CommandContext {
  readonly io: Io;
  /** The folder of the repository, which the places in a report are relative to. */
  readonly root: string;
  now(): Date;
  /** Waits for what may take longer than a second, and tells of it meanwhile. */
  readonly during: During;
  /** Asks a person; undefined where nobody sits at a terminal. */
  readonly prompter?: (() => Promise<Prompter>) | undefined;
  /** Does a step to its end, even where somebody presses Ctrl-C: what must not stay half done. @throws Failure `Interrupted` after it */
  uninterrupted<Result>(step: () => Promise<Result>): Promise<Result>;
  /** Does what may end at any moment, and takes away what would be left on this machine then. */
  tidily<Result>(unfinished: Unfinished, work: () => Promise<Result>): Promise<Result>;
  /** Lets some time pass. @param signal - aborted where nobody waits any more; it throws then */
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** Where the AWS CLI reads profiles. */
  awsConfigFile(): string;

  /** Every template of an organization, by the name of its file, after every check. */
  synthesizedTemplates(config: OrgConfig): Promise<Readonly<Record<string, string>>>;
  /** The stacks of an account, of that which deploys unless it is said, in the order in which they are deployed, after every check. */
  synthesizedStacks(config: OrgConfig, account?: AccountId): Promise<SynthesizedApp>;
  /** All stacks of an organization, after every check, left as a cloud assembly in a folder that is there. */
  assembledApp(config: OrgConfig, folder: string): Promise<AssembledApp>;
  /** The stacks of a cloud assembly that an orgstrap of any version left in a folder. */
  readAssembly(folder: string): Promise<AssembledApp>;
  /** What runs a program to its end. */
  programRunner(): Promise<RunProgram>;
  /** What starts the CDK CLI. */
  cdkStarter(): Promise<StartCdk>;
  /** Runs every check over every template, and fails on no finding. */
  checkResults(config: OrgConfig, furtherPacks: readonly FurtherPack[]): Promise<CheckResults>;

  /** The deployment account, as the credentials at hand see it. */
  deploymentAccount(config: OrgConfig): Promise<DeploymentAccount>;
  /** The same account, while it is deployed to. */
  deployAccess(config: OrgConfig): Promise<DeployAccess>;
  /** The same account on its last day. */
  destroyAccess(config: OrgConfig): Promise<DestroyAccess>;
  /** The organization while an account enters or leaves. @param managementProfile - of the management account, where the credentials at hand are not */
  accountAccess(config: OrgConfig, managementProfile: string | undefined): Promise<AccountAccess>;
  /** An organization of which nothing is written down; without a Region, in that of the environment. */
  organizationAccess(region: string | undefined): Promise<OrganizationAccess>;
  /** The organization, as the credentials at hand see it. @param callsAtOnce - of each service */
  doctorAccess(config: OrgConfig, callsAtOnce?: number): Promise<DoctorAccess>;
  /** The Terraform account, as one of the operators' roles. */
  keyAccess(config: OrgConfig, role: string): Promise<KeyAccess>;
  /** The accounts of people, as one of the operators' roles; AWS is asked when an account is. */
  peopleAccess(config: OrgConfig, role: string): Promise<PeopleAccess>;
  /** The states of the Terraform account, as the state role. @param sourceIdentity - who asks; without it the name of the session at hand */
  stateAccess(config: OrgConfig, sourceIdentity: string | undefined): Promise<StateAccess>;
  /** What somebody made before there was orgstrap; without a Region, in that of the environment. */
  adoptionView(region: string | undefined): Promise<AdoptionView>;
  /** The place that a state had before. @param profile - of the AWS CLI, where the credentials at hand are not of somebody who works there */
  oldState(place: OldPlace, profile: string | undefined): Promise<OldState>;
  /** Every account, as its auditor role. */
  auditorAccess(config: OrgConfig): Promise<VerifyView>;
  /** The event history of every account, as its auditor role. */
  eventHistoryAccess(config: OrgConfig): Promise<EventHistoryAccess>;
  /** What CI systems say of their runs, with the tokens of the environment. */
  ciRuns(): Promise<CiRuns>;
}

/** `--config FILE`, the same for every command that reads `org.yaml`. */
export const CONFIG = { syntax: '-c, --config <file>', description: 'the configuration', default: 'org.yaml' } as const;

/** `--json`, for what people read as text otherwise. */
export const JSON_RESULT = { syntax: '--json', description: 'write the result to stdout as JSON' } as const;
