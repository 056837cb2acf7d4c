import type { AccountAccess } from '../../aws/account-access';
import type { OrgYamlEdit } from '../../config/edit-org-yaml';
import { EXIT, Failure } from '../../domain/failure';
import type { Environment, OrgConfig } from '../../domain/org-config';
import { LiveOrganization } from '../../estate/live-organization';
import { untilGone } from '../onboard/await-instances';
import { destinationOf, environmentsOfUnit, parkingOf } from '../onboard/destination';
import { byManagement, entered, type Surroundings } from '../onboard/entered';
import { environmentNamed } from '../onboard/onboardable';
import type { AccountOutcome } from '../onboard/outcome';
import { requireOwnCredentials } from '../onboard/own-credentials';
import { placedAccount } from '../onboard/placed-account';
import { type MovedStates, movedStates } from './moved-states';

/** An account that shall be of another environment. */
export interface WantedMove {
  /** Of its workspace. */
  readonly name: string;
  /** The environment. */
  readonly to: string;
  readonly organizationalUnit?: string | undefined;
  /** The OU of no environment, or the root, by which it goes. @default - the root */
  readonly park?: string | undefined;
  /** The command line that goes on. */
  readonly again: string;
}

/** What would be done, in words; and all that is known before. */
export interface PlannedMove {
  readonly wanted: WantedMove;
  readonly account: string;
  /** Where it may still have something. */
  readonly from: readonly Environment[];
  readonly to: Environment;
  /** Where it waits until it has lost what it has; undefined where it is in none of these environments any more. */
  readonly parking: string | undefined;
  readonly unit: string;
  /** Its id, and those of what is above it. */
  readonly within: readonly string[];
  readonly edits: readonly OrgYamlEdit[];
  readonly states: readonly MovedStates[];
  readonly steps: readonly string[];
}

/**
 * What `move` would do. Changes nothing.
 *
 * @throws Failure `UnknownAccount`, `AccountNotActive`, `PartOfUnits`, and those of the destination
 */
export async function plannedMove(config: OrgConfig, wanted: WantedMove, access: AccountAccess): Promise<PlannedMove> {
  requireOwnCredentials(config, access);
  const to = environmentNamed(config, wanted.to);
  const { account, environment } = accountNamed(config, wanted.name);
  const live = new LiveOrganization(await access.tree());
  const there = live.account(account);
  if (there?.state !== 'ACTIVE') throw notActive(wanted.name, account, there?.state);
  const around = environmentsOfUnit(config.environments, live, there.parent);
  const from = config.environments.filter((each) => each !== to && (each === environment || around.includes(each)));
  if (environment !== to && environment.only !== undefined) throw partOfUnits(wanted, account, environment);
  const isInside = around.some((each) => each !== to);
  const park = wanted.park ?? config.organization.rootId;
  const parking = isInside ? parkingOf(config.environments, live, park) : undefined;
  const unit = destinationOf(to, live, isInside ? undefined : there, wanted.organizationalUnit);
  const planned = {
    wanted,
    account,
    from,
    to,
    parking,
    unit,
    within: [unit, ...live.unitsAboveUnit(unit)],
    edits: environment === to ? [] : editsOf(environment, to, wanted.name, account),
    states: environment === to ? [] : movedStates(config, environment, to, wanted.name),
  };
  return { ...planned, steps: stepsOf(planned, live, there.parent) };
}

function accountNamed({ environments }: OrgConfig, name: string) {
  for (const environment of environments) {
    const found = environment.accounts.find(({ workspace }) => workspace === name);
    if (found !== undefined) return { account: found.id, environment };
  }
  const known = environments.flatMap(({ accounts }) => accounts.map(({ workspace }) => workspace)).join(', ');
  throw new Failure(
    'UnknownAccount',
    `no environment of org.yaml has an account ${name}; there are ${known || 'none'}`,
    EXIT.unusable,
  );
}

function notActive(name: string, account: string, state: string | undefined): Failure {
  return new Failure(
    'AccountNotActive',
    `${name} ${account} is ${state ?? 'not in the organization'}, expected ACTIVE; StackSets pass it over, so it cannot be moved; orgstrap doctor says what to do`,
    EXIT.unusable,
  );
}

/** Such an environment lets go by a deployment, so that two of them are needed, with the account in neither between them. */
function partOfUnits({ name, to }: WantedMove, account: string, { name: from }: Environment): Failure {
  return new Failure(
    'PartOfUnits',
    `${from} is the accounts that it lists (only: accounts), and lets go by a deployment; take it out first, then in: orgstrap offboard ${name}, then orgstrap onboard ${name} --environment ${to} --account ${account}`,
    EXIT.unusable,
  );
}

function editsOf(from: Environment, to: Environment, workspace: string, id: string): readonly OrgYamlEdit[] {
  return [
    { kind: 'remove account', environment: from.name, workspace },
    { kind: 'add account', environment: to.name, workspace, id },
  ];
}

function stepsOf(
  { account, from, to, parking, unit, edits }: Omit<PlannedMove, 'steps'>,
  live: LiveOrganization,
  parent: string,
): readonly string[] {
  const names = from.map(({ name }) => name).join(' and ');
  const waits = to.only === undefined ? [`wait until the StackSets of ${to.name} have delivered to it`] : [];
  return [
    ...(parking === undefined
      ? []
      : [`move ${account} from ${live.pathOf(parent)} to ${live.pathOf(parking)} (${parking})`]),
    ...(from.length === 0 ? [] : [`wait until it has nothing of ${names} any more but its permissions boundary`]),
    ...((parking ?? parent) === unit ? [] : [`move it to ${live.pathOf(unit)} (${unit})`]),
    ...waits,
    ...(edits.length === 0 ? [] : [`move its line in org.yaml to environments.${to.name}.accounts`]),
    'deploy all that org.yaml says, and verify',
  ];
}

/**
 * Moves an account by a place of no environment, because AWS promises no order for leaving one StackSet and entering another. Every step
 * looks first whether an earlier run did it.
 *
 * @throws Failure what the steps throw; another run goes on from there
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-manage-auto-deployment.html
 */
export async function moved(
  config: OrgConfig,
  planned: PlannedMove,
  surroundings: Surroundings,
): Promise<AccountOutcome> {
  const { wanted, account, from, to, parking, unit, within, edits } = planned;
  const { name, again } = wanted;
  const entry = { account, environment: to, unit, within, edits, again };
  const { management, accounts } = surroundings.access;
  if (parking !== undefined) {
    if (management === undefined) {
      const parent = await accounts.parentOf(account);
      const rest = byManagement(config, { ...entry, unit: parking }, parent);
      return { name, account, status: EXIT.incomplete, rest: [rest] };
    }
    await placedAccount(account, parking, management, surroundings);
  }
  for (const environment of from) await untilGone(config, environment, account, surroundings);
  return { name, account, ...(await entered(config, entry, surroundings)) };
}
