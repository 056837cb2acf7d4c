import type { StackInstance } from '../../aws/stack-sets';
import { stackSetsOfEnvironment } from '../../domain/environment-stack-sets';
import { EXIT, Failure } from '../../domain/failure';
import type { Environment, OrgConfig } from '../../domain/org-config';
import { groupsToMend, type InstanceGroup, isSettling, mendingOf } from '../doctor/mend-instances';
import { type AccountWork, until } from './account-work';

type Config = Pick<OrgConfig, 'deployFrom' | 'homeRegion'>;

/** An account in an OU of an environment. */
export interface Arrival {
  readonly account: string;
  readonly environment: Environment;
  /** The ids of the OU that it is in and of those above it, and of the root. */
  readonly within: readonly string[];
}

/** What one StackSet of an environment has in one account, and where it is in others. */
interface Delivered {
  readonly stackSet: string;
  readonly own: readonly StackInstance[];
  readonly regions: readonly string[];
}

/**
 * Waits until all StackSets of an environment have delivered to an account. Those that are not deployed yet, or not over this OU, are not
 * waited for: the deployment delivers them.
 *
 * @returns how many there are
 * @throws Failure `AccountNotReady` where AWS gave up on one, with its reason and what mends it; `StillWaiting`
 */
export async function untilArrived(
  config: Config,
  { environment, account, within }: Arrival,
  work: AccountWork,
): Promise<number> {
  const aimed = await aimedAt(await namesOf(environment, work), within, work);
  return await until<number>(work, async () => {
    const delivered = await deliveredTo(aimed, account, work);
    requireNoneFailed(config, delivered);
    const lacking = delivered.flatMap(lackOf);
    return lacking.length === 0 ? { answer: delivered.length } : { waitsFor: lacking.join('; ') };
  });
}

/**
 * Waits until no StackSet of an environment has anything in an account.
 *
 * @throws Failure `AccountNotReady`, `StillWaiting`
 */
export function untilGone(config: Config, environment: Environment, account: string, work: AccountWork) {
  return until(work, async () => {
    const all = await deliveredTo(await namesOf(environment, work), account, work);
    const delivered = all.filter(({ own }) => own.length > 0);
    requireNoneFailed(config, delivered);
    const there = delivered.map(({ stackSet, own }) => `${stackSet} is still there, ${statusesOf(stackSet, own)}`);
    return there.length === 0 ? { answer: undefined } : { waitsFor: there.join('; ') };
  });
}

async function namesOf({ deployedAs }: Environment, { access }: AccountWork): Promise<readonly string[]> {
  const possible = stackSetsOfEnvironment(deployedAs);
  return (await access.stackSets.names()).filter((name) => possible.includes(name)).sort();
}

async function aimedAt(
  names: readonly string[],
  within: readonly string[],
  { access }: AccountWork,
): Promise<readonly string[]> {
  const all = await Promise.all(names.map(async (name) => ({ name, targets: await access.stackSets.targets(name) })));
  return all.filter(({ targets }) => targets.some((unit) => within.includes(unit))).map(({ name }) => name);
}

function deliveredTo(
  names: readonly string[],
  account: string,
  { access }: AccountWork,
): Promise<readonly Delivered[]> {
  return Promise.all(
    names.map(async (stackSet) => {
      const all = await access.stackSets.instances(stackSet);
      const regions = [...new Set(all.flatMap(({ region }) => region ?? []))];
      return { stackSet, own: all.filter((instance) => instance.account === account), regions };
    }),
  );
}

/** Why a StackSet is not there yet; nothing where it is. */
function lackOf({ stackSet, own, regions }: Delivered): readonly string[] {
  if (own.length === 0) return [`${stackSet}: AWS has not begun`];
  const groups = groupsToMend(stackSet, own);
  if (groups.length > 0) return [`${stackSet} is ${statusesOf(stackSet, own)}`];
  const missing = regions.filter((region) => own.every((instance) => instance.region !== region));
  return missing.length === 0 ? [] : [`${stackSet}: AWS has not begun in ${missing.join(', ')}`];
}

function statusesOf(stackSet: string, own: readonly StackInstance[]): string {
  const statuses = groupsToMend(stackSet, own).map(({ status }) => status);
  return statuses.length === 0 ? 'CURRENT' : [...new Set(statuses)].join(' and ');
}

/** AWS does nothing more by itself about these. */
function requireNoneFailed(config: Config, delivered: readonly Delivered[]): void {
  const failed = delivered
    .flatMap(({ stackSet, own }) => groupsToMend(stackSet, own))
    .filter((group) => !isSettling(group) && group.status !== 'OUTDATED');
  if (failed.length === 0) return;
  throw new Failure('AccountNotReady', failed.map((group) => failedText(config, group)).join('\n'), EXIT.failed);
}

function failedText(config: Config, group: InstanceGroup): string {
  const { stackSet, status, reason, instances } = group;
  const why = reason === undefined ? '' : `: ${reason}`;
  return `${stackSet} is ${status} in ${instances[0]?.account ?? ''}${why}; ${mendingOf(config, group)}; then run this again`;
}
