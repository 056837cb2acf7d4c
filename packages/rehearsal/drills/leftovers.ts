import { isAccountId } from '../../../lib/domain/ids';
import { EmulatorStore } from '../../iam-gateway/gateway/emulator-store';
import type { StoredResource } from '../../iam-gateway/store/stored';
import { administratorOf, type OrgYaml, type Rehearsal } from '../context/rehearsal';
import { everyStack } from '../emulated/every-stack';
import { NotProved } from '../report/ledger';

/** What may be left: boundaries of workloads, and what holds states and the files of trails. */
const KEPT = [/:policy\/orgstrap\/orgstrap-boundary-[0-9a-f]{8}$/, /^orgstrap-(state|access-logs|trail|audit)-/];

/**
 * Looks at every account of an organization that orgstrap has left.
 *
 * @returns what is kept
 * @throws NotProved where there is a stack, or anything else of orgstrap's
 */
export async function leftovers(rehearsal: Rehearsal, { config }: OrgYaml): Promise<string> {
  const { accounts, organization, environments } = config;
  const everywhere = new Set([
    organization.managementAccount,
    accounts.ops,
    accounts.terraform,
    ...environments.flatMap((environment) => environment.accounts.map(({ id }) => id)),
  ]);
  const stacks: string[] = [];
  for (const account of everywhere) {
    const { cloudFormation } = await administratorOf(rehearsal, config, account);
    stacks.push(...(await everyStack(cloudFormation)).map(({ StackId = '' }) => StackId));
  }
  const stored = await new EmulatorStore(rehearsal.control.port).snapshot();
  const controlPolicies = Object.values(stored.organization?.serviceControlPolicies ?? {}).flat();
  const names = [
    ...Object.keys(stored.managedPolicies),
    ...[...stored.roles, ...stored.users].map(({ arn }) => arn),
    ...(await secretsInUse(rehearsal, config, stored.secrets)),
    ...[...stored.groups, ...stored.oidcProviders.map(({ arn }) => arn)],
    ...[...stored.buckets, ...controlPolicies].map(({ name }) => name),
  ].filter((name) => name.includes('orgstrap') || name.includes('oidc-provider'));
  const { stackSets } = await rehearsal.control.report();
  const kept = names.filter((name) => KEPT.some((pattern) => pattern.test(name)));
  const left = [...stacks, ...stackSets.map(({ name }) => name), ...names.filter((name) => !kept.includes(name))];
  if (left.length > 0) throw new NotProved(`still there:\n${left.join('\n')}`);
  const buckets = kept.filter((name) => !name.startsWith('arn:'));
  return `${kept.length - buckets.length} boundaries, ${buckets.join(', ')}`;
}

/** Those that are not on their way out: AWS keeps a deleted secret for a while, in which it can be restored. */
async function secretsInUse(
  rehearsal: Rehearsal,
  config: OrgYaml['config'],
  secrets: readonly StoredResource[],
): Promise<readonly string[]> {
  const inUse: string[] = [];
  for (const { arn, account } of secrets) {
    if (!isAccountId(account)) continue;
    const { call } = await administratorOf(rehearsal, config, account);
    const secret = await call({ service: 'secretsmanager', operation: 'DescribeSecret', input: { SecretId: arn } });
    if (secret.DeletedDate === undefined) inUse.push(arn);
  }
  return inUse;
}
