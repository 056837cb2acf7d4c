import type { Organization } from '../../aws/organization';
import type { StackSets } from '../../aws/stack-sets';
import { stackName } from '../../domain/names';
import type { OrgConfig } from '../../domain/org-config';
import {
  type CheckSubject,
  checksOfAnswer,
  doesNotHold,
  holds,
  type LiveCheck,
  notSeen,
} from '../../estate/live-check';
import { MOST_STACK_SETS } from '../../policies/exceeded-limits';
import {
  type AccountStates,
  accountsOf,
  anotherOperation,
  groupsToMend,
  type InstanceGroup,
  isSettling,
  mendingOf,
  pastSuspended,
  statesBehind,
} from './mend-instances';

const INSTANCES: CheckSubject = {
  kind: 'stack-instances',
  name: 'stack instances',
  why: 'an account without what its StackSet says has roles that trust somebody else, or none; the next deployment may fail there, too',
};
const QUOTA: CheckSubject = {
  kind: 'quota-stack-sets',
  name: 'quota: StackSets',
  why: 'the deployment stops at the StackSet for which there is no room',
};

/** Whether every StackSet of orgstrap has arrived where it should, and whether there is room for those that are to come. */
export function stackSetChecks(
  config: OrgConfig,
  stackSets: Pick<StackSets, 'names' | 'instances'>,
  organization: Pick<Organization, 'tree'>,
): Promise<readonly LiveCheck[]> {
  return checksOfAnswer(
    [INSTANCES, QUOTA],
    'use credentials of the deployment account, with cloudformation:ListStackSets and ListStackInstances',
    async () => {
      const names = await stackSets.names();
      const ours = names.filter((name) => name.startsWith(stackName('')));
      const deployed = await Promise.all(
        ours.map(async (name) => ({ name, instances: await stackSets.instances(name) })),
      );
      const groups = deployed.flatMap(({ name, instances }) => groupsToMend(name, instances));
      return { names, deployed, groups, states: await statesBehind(groups, organization) };
    },
    ({ names, deployed, groups, states }) => {
      const count = deployed.reduce((sum, { instances }) => sum + instances.length, 0);
      const toMend = pastSuspended(groups, states);
      const checks = toMend.map((group) => groupCheck(config, group, states));
      const all =
        deployed.length === 0
          ? 'no StackSet of orgstrap is deployed'
          : `${count} instances of ${deployed.length} StackSets, all up to date${butFor(groups)}`;
      return [...(checks.length === 0 ? [holds(INSTANCES, all)] : checks), quotaCheck(config, names)];
    },
  );
}

/** More than these are in the command that mends them. */
const ACCOUNTS_SHOWN = 6;

/** Those that are left where nothing is to mend. */
function butFor(passedOver: readonly InstanceGroup[]): string {
  const accounts = [...new Set(passedOver.flatMap(accountsOf))];
  return accounts.length === 0 ? '' : ` but in suspended accounts, which StackSets pass over: ${accounts.join(', ')}`;
}

function groupCheck(config: OrgConfig, group: InstanceGroup, states: AccountStates): LiveCheck {
  const accounts = accountsOf(group);
  const rest = accounts.length - ACCOUNTS_SHOWN;
  const found = [
    `${group.stackSet} is ${group.status} in ${accounts.slice(0, ACCOUNTS_SHOWN).join(', ')}`,
    ...(rest > 0 ? [` and ${rest} more`] : []),
    ...(group.reason === undefined ? [] : [`: ${group.reason}`]),
  ].join('');
  const { stackSet, status, region, unit } = group;
  const subject = { ...INSTANCES, resource: [stackSet, status, region, unit].join(' ').trim() };
  if (isSettling(group)) return notSeen(subject, found, 'wait until the operation is over, and look again');
  return doesNotHold(subject, found, mendingOf(config, group), { mending: anotherOperation(config, group, states) });
}

/** Counts those that each environment has: its roles, for CI and for people. */
function quotaCheck({ environments, people }: OrgConfig, names: readonly string[]): LiveCheck {
  const wanted = environments.flatMap(({ deployedAs }) => [
    `ProductAccounts-${deployedAs}`,
    ...(people ? [`AccessRoles-${deployedAs}`] : []),
  ]);
  const missing = wanted.filter((id) => !names.includes(stackName(id))).length;
  const found = `${names.length} there, at least ${missing} to come, ${MOST_STACK_SETS} allowed before an increase`;
  if (names.length + missing <= MOST_STACK_SETS) return holds(QUOTA, found);
  return doesNotHold(
    QUOTA,
    found,
    'delete StackSets that nobody needs, or ask for more: Service Quotas, AWS CloudFormation, Stack set count',
  );
}
