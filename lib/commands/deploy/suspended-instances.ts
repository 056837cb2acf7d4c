import type { DeployAccess } from '../../aws/deploy-access';

/** What it takes to see and to let go of instances. */
export type InstanceAccess = Pick<DeployAccess, 'account' | 'instances'>;

/**
 * Lets go of the instances of a StackSet that are in suspended accounts, before the StackSet is deleted: AWS passes them over, and then deletes
 * no StackSet that is not empty. Their stacks stay where nobody reaches them.
 *
 * @see https://repost.aws/knowledge-center/cloudformation-removal-stacksets
 * @returns the ARNs of the stacks that stay, or the ids of accounts where AWS names none
 */
export async function letGoOfSuspended(
  stackSet: string,
  { account, instances }: InstanceAccess,
): Promise<readonly string[]> {
  const { stackSets, organization } = account;
  if (!(await stackSets.names()).includes(stackSet)) return [];
  const there = await stackSets.instances(stackSet);
  if (there.length === 0) return [];
  const { accounts } = await organization.tree();
  const open = new Set(accounts.filter(({ state }) => state === 'ACTIVE').map(({ id }) => id));
  const closed = there.filter((instance) => !open.has(instance.account));
  const places = new Map(closed.map(({ unit, region }) => [`${unit} ${region}`, { unit, region }]));
  for (const { unit, region } of places.values()) {
    if (unit === undefined || region === undefined) continue;
    const here = closed.filter((instance) => instance.unit === unit && instance.region === region);
    await instances.letGo({ stackSet, unit, region, accounts: [...new Set(here.map((each) => each.account))] });
  }
  return closed.map((instance) => instance.stack ?? instance.account);
}
