import type { AccountAccess } from '../../aws/account-access';
import type { OrgYamlEdit } from '../../config/edit-org-yaml';
import { EXIT, Failure } from '../../domain/failure';
import type { Environment, OrgConfig } from '../../domain/org-config';
import { LiveOrganization } from '../../estate/live-organization';
import { requireNoControlTower } from './control-tower';
import { createdAccount, existingAccount } from './created-account';
import { destinationOf, parkingOf } from './destination';
import { entered, type Surroundings, written } from './entered';
import { environmentNamed, requireOnboardable, writtenAccount } from './onboardable';
import type { AccountOutcome } from './outcome';
import { requireOwnCredentials } from './own-credentials';
import { placedAccount } from './placed-account';

/** An account that shall become one of an environment. */
export interface WantedOnboarding {
  /** Of its workspace, and of the account where it is made. */
  readonly name: string;
  readonly environment: string;
  /** The account that is there, or the address of the one to make. */
  readonly source: { readonly account: string } | { readonly email: string };
  readonly organizationalUnit?: string | undefined;
  /** Whether it stops with the edit made, for a review. */
  readonly prepare?: boolean | undefined;
  /** The OU of no environment in which it waits for that. @default - it stays where it is */
  readonly park?: string | undefined;
  /** The options of the command that do not change from run to run. */
  readonly again: string;
}

/** What would be done, in words; and all that is known before. */
export interface PlannedOnboarding {
  readonly wanted: WantedOnboarding;
  readonly environment: Environment;
  /** Undefined where it is yet to be made. */
  readonly account: string | undefined;
  readonly unit: string;
  /** Its id, and those of what is above it. */
  readonly within: readonly string[];
  /** Whether `org.yaml` has it. */
  readonly isWritten: boolean;
  readonly steps: readonly string[];
}

/**
 * What `onboard` would do. Changes nothing.
 *
 * @throws Failure where the account, its name or its environment does not fit; `ControlTower`
 */
export async function plannedOnboarding(
  config: OrgConfig,
  wanted: WantedOnboarding,
  access: AccountAccess,
): Promise<PlannedOnboarding> {
  const { name, source, park } = wanted;
  requireOwnCredentials(config, access);
  const environment = environmentNamed(config, wanted.environment);
  const entry = writtenAccount(config, environment, name);
  const live = new LiveOrganization(await access.tree());
  const account = 'account' in source ? source.account : await existingAccount({ name, ...source }, access.accounts);
  if (account === undefined) await requireNoControlTower(access.accounts, { name, environment: environment.name });
  else requireOnboardable(config, live, environment, name, account);
  if (entry !== undefined && entry !== account) throw otherAccount(name, environment.name, entry);
  if (park !== undefined) parkingOf(config.environments, live, park);
  const there = account === undefined ? undefined : live.account(account);
  const unit = destinationOf(environment, live, there, wanted.organizationalUnit);
  const isWritten = entry !== undefined;
  const within = [unit, ...live.unitsAboveUnit(unit)];
  const planned = { wanted, environment, account, unit, within, isWritten };
  return { ...planned, steps: stepsOf(planned, live, there?.parent ?? config.organization.rootId) };
}

function otherAccount(name: string, environment: string, entry: string): Failure {
  return new Failure(
    'NameInUse',
    `${name} of ${environment} is ${entry} in org.yaml; go on with --account ${entry}, or choose another name`,
    EXIT.unusable,
  );
}

function stepsOf(
  { wanted, environment, account, unit, isWritten }: Omit<PlannedOnboarding, 'steps'>,
  live: LiveOrganization,
  parent: string,
): readonly string[] {
  const { name, source, prepare, park } = wanted;
  const id = account ?? 'the new account';
  const moves = (to: string) =>
    parent === to ? [] : [`move ${id} from ${live.pathOf(parent)} to ${live.pathOf(to)} (${to})`];
  const made =
    account === undefined && 'email' in source
      ? [
          `make the account ${name} with the address ${source.email}; it costs nothing by itself, and can be closed, not deleted`,
        ]
      : [];
  const edit = isWritten ? [] : [`write ${name} into environments.${environment.name}.accounts of org.yaml`];
  if (prepare) {
    const parked = park === undefined ? [] : moves(park);
    return [...made, ...parked, ...edit, 'stop there, for a review; nobody enters the account yet'];
  }
  const waits =
    environment.only === undefined ? [`wait until the StackSets of ${environment.name} have delivered to it`] : [];
  return [...made, ...moves(unit), ...waits, ...edit, 'deploy all that org.yaml says, and verify'];
}

/**
 * Takes an account into an environment. Every step looks first whether an earlier run did it.
 *
 * @throws Failure what the steps throw; another run goes on from there
 */
export async function onboarded(
  config: OrgConfig,
  planned: PlannedOnboarding,
  surroundings: Surroundings,
): Promise<AccountOutcome> {
  const { wanted, environment, unit, within } = planned;
  const { name } = wanted;
  const account = planned.account ?? (await made(wanted, surroundings));
  if (account === undefined) return { name, status: EXIT.incomplete, rest: [toCreate(config, wanted)] };
  const again = againWith(wanted, account);
  const edits: readonly OrgYamlEdit[] = planned.isWritten
    ? []
    : [{ kind: 'add account', environment: environment.name, workspace: name, id: account }];
  if (wanted.prepare) {
    const rest = await prepared(config, { account, park: wanted.park, edits, again }, surroundings);
    return { name, account, ...rest };
  }
  return {
    name,
    account,
    ...(await entered(config, { account, environment, unit, within, edits, again }, surroundings)),
  };
}

/** Undefined where nobody at hand may make accounts. */
async function made({ name, source }: WantedOnboarding, surroundings: Surroundings): Promise<string | undefined> {
  const { management } = surroundings.access;
  if (!('email' in source) || management === undefined) return undefined;
  return await createdAccount({ name, email: source.email }, management, surroundings);
}

function toCreate({ organization }: OrgConfig, { name, source, again }: WantedOnboarding) {
  const email = 'email' in source ? source.email : '';
  return {
    why: `only the management account ${organization.managementAccount} makes accounts: run this again with --management-profile PROFILE, or with its credentials`,
    commands: [
      `aws organizations create-account --account-name ${name} --email ${email}`,
      "aws organizations list-create-account-status --states IN_PROGRESS SUCCEEDED FAILED --query 'CreateAccountStatuses[0]'",
      `${again} --create --email ${email}`,
    ],
  };
}

function againWith({ again }: WantedOnboarding, account: string): string {
  return `${again} --account ${account}`;
}

interface Preparation {
  readonly account: string;
  readonly park: string | undefined;
  readonly edits: readonly OrgYamlEdit[];
  readonly again: string;
}

/** The account waits where it is, or is parked; `org.yaml` waits for its review. */
async function prepared(
  config: OrgConfig,
  { account, park, edits, again }: Preparation,
  surroundings: Surroundings,
): Promise<Pick<AccountOutcome, 'status' | 'rest'>> {
  const { management, accounts } = surroundings.access;
  const parent = await accounts.parentOf(account);
  if (park !== undefined && parent !== park) {
    if (management === undefined) {
      const move = `aws organizations move-account --account-id ${account} --source-parent-id ${parent} --destination-parent-id ${park}`;
      const why = `only the management account ${config.organization.managementAccount} parks it: run this again with --management-profile PROFILE, or without --park`;
      return { status: EXIT.incomplete, rest: [{ why, commands: [move] }] };
    }
    await placedAccount(account, park, management, surroundings);
  }
  await written(edits, surroundings);
  return { status: EXIT.done, rest: [{ why: 'once org.yaml is reviewed and merged', commands: [again] }] };
}
