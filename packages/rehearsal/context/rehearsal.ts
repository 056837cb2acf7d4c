import type { AccountId } from '../../../lib/domain/ids';
import type { OrgConfig } from '../../../lib/domain/org-config';
import type { LocalIssuers } from '../../iam-gateway/gateway/local-issuers';
import type { RunningGateway } from '../../iam-gateway/gateway/start-gateway';
import type { AlarmMonitor } from '../alarms/alarm-monitor';
import { type Clients, clientsFor } from '../emulated/clients';
import type { Control, Credentials } from '../emulated/control';
import { environmentVariables } from '../emulated/environment-variables';
import type { OrganizationTree } from '../emulated/organization-of';
import type { ChildProcesses, Finished } from '../machine/child-processes';
import type { AwsCli, TerraformCommand } from '../machine/find-commands';
import type { OrgstrapProgram } from '../machine/find-orgstrap';
import type { ProviderSource } from '../machine/find-provider-mirror';
import { type Ledger, NotProved } from '../report/ledger';

/** All that the steps of a rehearsal work with. */
export interface Rehearsal {
  readonly ledger: Ledger;
  readonly control: Control;
  readonly gateway: RunningGateway;
  /** Gives the alarms what happens. */
  readonly alarmMonitor: AlarmMonitor;
  /** Who signs the tokens of CI systems. */
  readonly issuers: LocalIssuers;
  readonly children: ChildProcesses;
  /** The folder of the project. */
  readonly root: string;
  /** A folder for this rehearsal alone. */
  readonly work: string;
  /** The environment that the rehearsal was started in. */
  readonly env: NodeJS.ProcessEnv;
  readonly program: OrgstrapProgram;
  readonly terraform: TerraformCommand | undefined;
  readonly provider: ProviderSource;
  readonly aws: AwsCli | undefined;
  /** The OUs of the organization as they are. @default - those of `org.yaml`, directly below the root */
  readonly tree?: OrganizationTree | undefined;
}

/** An `org.yaml`, and where it is. */
export interface OrgYaml {
  readonly file: string;
  readonly config: OrgConfig;
}

/** AWS as an administrator of an account sees it. */
export async function administratorOf(
  { control, gateway }: Rehearsal,
  config: OrgConfig,
  account: AccountId,
): Promise<Clients> {
  return clientsFor(gateway, await control.administratorOf(account), config.homeRegion);
}

/** The environment of a process that works with some credentials. */
export function processEnvironment(
  rehearsal: Rehearsal,
  config: OrgConfig,
  credentials: Credentials,
): NodeJS.ProcessEnv {
  return environmentVariables(rehearsal.env, rehearsal.gateway, credentials, config.homeRegion);
}

/**
 * Runs a command of orgstrap that writes files, as its user does: it needs no credentials.
 *
 * @throws NotProved where it fails
 */
export async function orgstrap(
  { children, root, env, program }: Rehearsal,
  ...args: readonly string[]
): Promise<Finished> {
  const finished = await children.run(process.execPath, [...program, ...args], { cwd: root, env });
  if (finished.status === 0) return finished;
  throw new NotProved(`orgstrap ${args[0]} ended with ${finished.status}\n${finished.output}`);
}

/**
 * Runs a command of orgstrap as the operator that `org.yaml` names: the administrator of the Ops account.
 *
 * @param expected - the exit statuses with which it has done its work
 * @returns with `--json` what it wrote to stdout, otherwise all that it wrote
 * @throws NotProved where it ends in another way
 */
export async function orgstrapAsOperator(
  rehearsal: Rehearsal,
  { file, config }: OrgYaml,
  args: readonly string[],
  expected: readonly number[] = [0],
): Promise<string> {
  const operator = await rehearsal.control.administratorOf(config.accounts.ops);
  const { status, output, stdout } = await rehearsal.children.run(
    process.execPath,
    [...rehearsal.program, ...args, '--config', file],
    { cwd: rehearsal.root, env: processEnvironment(rehearsal, config, operator) },
  );
  if (status === null || !expected.includes(status)) throw new NotProved(`it ended with ${status}\n${output}`);
  return args.includes('--json') ? stdout : output;
}
