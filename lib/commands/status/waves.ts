import type { StackInstance, StackSets } from '../../aws/stack-sets';
import { ENVIRONMENT_STACKS, stackName } from '../../domain/names';
import type { Environment, OrgConfig } from '../../domain/org-config';
import { groupsToMend } from '../doctor/mend-instances';

/** An environment, and how far what is delivered to it has come. */
export interface Wave {
  readonly environment: string;
  /** The environments that it waits for. */
  readonly after: readonly string[];
  /** The workspaces of its accounts, and their ids. */
  readonly accounts: Readonly<Record<string, string>>;
  /** Its StackSets, by their names; none where nothing is deployed. */
  readonly stackSets: readonly string[];
  /** How many instances are in each state: `CURRENT`, or what they are instead, in AWS's words. */
  readonly instances: Readonly<Record<string, number>>;
  readonly drift: Drift;
}

/** What the last looks for drift came to, over all instances. */
export interface Drift {
  /** How many instances came to each: `IN_SYNC`, `DRIFTED`, `NOT_CHECKED`. */
  readonly instances: Readonly<Record<string, number>>;
  /** The oldest look of all, in ISO 8601. @default - some instance was never looked at */
  readonly checkedSince?: string;
}

/** The environments in rollout order. */
export async function deliveredWaves(
  { environments }: OrgConfig,
  stackSets: Pick<StackSets, 'names' | 'instances'>,
): Promise<readonly Wave[]> {
  const names = new Set(await stackSets.names());
  return Promise.all(
    environments.map(async (environment) => {
      const own = ENVIRONMENT_STACKS.map((kind) => stackName(`${kind}-${environment.deployedAs}`));
      const deployed = own.filter((name) => names.has(name));
      const instances = await Promise.all(
        deployed.map(async (name) => [name, await stackSets.instances(name)] as const),
      );
      return waveOf(environment, new Map(instances));
    }),
  );
}

function waveOf(environment: Environment, sets: ReadonlyMap<string, readonly StackInstance[]>): Wave {
  const { name, after, accounts } = environment;
  const groups = [...sets].flatMap(([stackSet, instances]) => groupsToMend(stackSet, instances));
  const late = groups.flatMap(({ status, instances }) => instances.map(() => status));
  const all = [...sets.values()].flat();
  const current = Array.from({ length: all.length - late.length }, () => 'CURRENT');
  return {
    environment: name,
    after,
    accounts: Object.fromEntries(accounts.map(({ workspace, id }) => [workspace, id])),
    stackSets: [...sets.keys()],
    instances: counted([...current, ...late]),
    drift: driftOf(all),
  };
}

function driftOf(instances: readonly StackInstance[]): Drift {
  const times = instances.flatMap(({ driftCheckedAt }) => driftCheckedAt?.toISOString() ?? []).sort();
  const [oldest] = times;
  return {
    instances: counted(instances.map(({ drift }) => drift ?? 'NOT_CHECKED')),
    ...(oldest !== undefined && times.length === instances.length && { checkedSince: oldest }),
  };
}

function counted(words: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
