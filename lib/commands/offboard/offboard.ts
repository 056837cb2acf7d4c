import type { AccountAccess } from '../../aws/account-access';
import type { OrgYamlEdit } from '../../config/edit-org-yaml';
import { EXIT, type ExitStatus, Failure } from '../../domain/failure';
import { deploymentAccountOf, type Environment, type OrgConfig } from '../../domain/org-config';
import { LiveOrganization } from '../../estate/live-organization';
import { untilGone } from '../onboard/await-instances';
import { environmentsOfUnit, parkingOf } from '../onboard/destination';
import { byManagement, type Surroundings, written } from '../onboard/entered';
import type { AccountOutcome, Rest } from '../onboard/outcome';
import { requireOwnCredentials } from '../onboard/own-credentials';
import { placedAccount } from '../onboard/placed-account';
import { leftBehind, type Remainder } from './left-behind';

/** An account that shall be of no environment any more. */
export interface WantedOffboarding {
  /** Of its workspace. */
  readonly name: string;
  /** Needed where `org.yaml` does not have it any more. */
  readonly account?: string | undefined;
  /** The OU of no environment in which it stays. @default - the root */
  readonly to?: string | undefined;
  readonly again: string;
}

/** What would be done, in words; and all that is known before. */
export interface PlannedOffboarding {
  readonly wanted: WantedOffboarding;
  readonly account: string;
  /** The OU, or the root, that it moves to; undefined where it can stay where it is. */
  readonly unit: string | undefined;
  /** Whether StackSets reach it; one that is closed keeps what it has for as long as AWS keeps the account. */
  readonly isActive: boolean;
  readonly edits: readonly OrgYamlEdit[];
  readonly steps: readonly string[];
}

/** What came of it, and what stays. */
export interface Offboarding extends AccountOutcome {
  /** Undefined where it did not come to its end. */
  readonly left?: readonly Remainder[];
}

/**
 * What `offboard` would do. Changes nothing.
 *
 * @throws Failure `UnknownAccount`, and those of the OU that it moves to
 */
export async function plannedOffboarding(
  config: OrgConfig,
  wanted: WantedOffboarding,
  access: AccountAccess,
): Promise<PlannedOffboarding> {
  requireOwnCredentials(config, access);
  const live = new LiveOrganization(await access.tree());
  const { account, environment } = leaver(config, live, wanted);
  const there = live.account(account);
  const around = there === undefined ? [] : environmentsOfUnit(config.environments, live, there.parent);
  const isActive = there?.state === 'ACTIVE';
  const mustLeave = isActive && (around.length > 0 || wanted.to !== undefined);
  const unit = mustLeave ? parkingOf(config.environments, live, wanted.to ?? config.organization.rootId) : undefined;
  const edits: readonly OrgYamlEdit[] =
    environment === undefined
      ? []
      : [{ kind: 'remove account', environment: environment.name, workspace: wanted.name }];
  const steps = [
    ...(environment === undefined
      ? []
      : [`take ${wanted.name} out of environments.${environment.name}.accounts of org.yaml`]),
    'deploy all that org.yaml says: no pipeline enters it any more',
    ...(unit === undefined || unit === there?.parent ? [] : [`move ${account} to ${live.pathOf(unit)} (${unit})`]),
    ...(isActive
      ? ['wait until it has nothing of an environment any more but its permissions boundary']
      : [`leave it where it is: it is ${there?.state ?? 'not in the organization'}, and StackSets pass it over`]),
    'name what stays; the account is not closed',
  ];
  return { wanted, account, unit, isActive, edits, steps };
}

interface Leaver {
  readonly account: string;
  /** Undefined where `org.yaml` does not have it any more. */
  readonly environment: Environment | undefined;
}

/** By `org.yaml`; where an earlier run has taken it out of there, by its id, or by the name that AWS has for it. */
function leaver(config: OrgConfig, live: LiveOrganization, { name, account }: WantedOffboarding): Leaver {
  const all = config.environments.flatMap((environment) =>
    environment.accounts.map((entry) => ({ entry, environment })),
  );
  const found = all.find(({ entry }) => entry.workspace === name);
  if (found !== undefined) {
    if (account === undefined || account === found.entry.id)
      return { account: found.entry.id, environment: found.environment };
    throw unknown(`${name} is ${found.entry.id} in org.yaml, and not ${account}`);
  }
  const { accounts, organization, platformAccounts } = config;
  const others = [
    ...all.map(({ entry }) => entry.id),
    ...platformAccounts.map(({ id }) => id),
    accounts.ops,
    accounts.terraform,
    organization.managementAccount,
  ];
  const free = live.accounts.filter(({ id }) => !others.some((other) => other === id));
  const [only, ...more] = free.filter((each) => (account === undefined ? each.name === name : each.id === account));
  if (only !== undefined && more.length === 0) return { account: only.id, environment: undefined };
  const known = free.map(({ id, name: called }) => `${id} (${called})`).join(', ');
  throw unknown(
    `org.yaml has no account ${name}; if an earlier run took it out, say which one it is with --account: in no environment of org.yaml are ${known || 'none'}`,
  );
}

function unknown(message: string): Failure {
  return new Failure('UnknownAccount', message, EXIT.unusable);
}

/**
 * Takes an account out of its environment: the trust first, then the roles. Every step looks first whether an earlier run did it.
 *
 * @throws Failure what the steps throw; another run goes on from there
 */
export async function offboarded(
  config: OrgConfig,
  planned: PlannedOffboarding,
  surroundings: Surroundings,
): Promise<Offboarding> {
  const { wanted, account, unit, isActive, edits } = planned;
  const { name } = wanted;
  const again = `${wanted.again} --account ${account}`;
  const stopped = (status: ExitStatus, ...rest: readonly Rest[]) => ({ name, account, status, rest });
  const { access } = surroundings;
  if (access.account === deploymentAccountOf(config)) {
    surroundings.say(`${name} is ${account}; should this stop, it goes on with: ${again}`);
    await written(edits, surroundings);
    const status = await surroundings.deploy();
    if (status !== EXIT.done) return stopped(status);
  } else if (edits.length > 0) {
    return stopped(EXIT.incomplete, trustFirst(config, again));
  }
  if (unit !== undefined) {
    const parent = await access.accounts.parentOf(account);
    if (parent !== unit) {
      if (access.management === undefined) {
        return stopped(EXIT.incomplete, byManagement(config, { account, unit, again }, parent));
      }
      await placedAccount(account, unit, access.management, surroundings);
    }
  }
  if (isActive) {
    for (const environment of config.environments) await untilGone(config, environment, account, surroundings);
  }
  const left = await leftBehind(config, name, account, access.stateObjects);
  return { ...stopped(EXIT.done), left };
}

function trustFirst(config: OrgConfig, again: string): Rest {
  return {
    why: `who may enter it goes first, which the deployment account ${deploymentAccountOf(config)} does: run this with its credentials, and with --management-profile for the management account`,
    commands: [again],
  };
}
