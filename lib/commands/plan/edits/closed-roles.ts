import { ACCESS_ROLES, CLOSED_POLICY } from '../../../domain/names';
import { NOWHERE, type StackSetTargets } from '../stack-set-targets';
import type { Edit } from './edit';
import type { Edited } from './edited';
import { namesOfType } from './estate';

const PREFIX = ACCESS_ROLES.replace('*', '');

/**
 * Access roles that go, from a StackSet that stays or with it. A role that `orgstrap people revoke --close-roles` has closed wears a policy
 * that CloudFormation does not know, and IAM deletes no role that wears one.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html
 */
export function closedRoles({ before, after }: Edited): readonly Edit[] {
  const going = before.flatMap((was) => {
    if (!namesOfType(was, 'AWS::IAM::ManagedPolicy').includes(CLOSED_POLICY)) return [];
    const is = after.find(({ name }) => name === was.name);
    if (is === undefined) return [];
    const kept = isLeft(was.targets ?? NOWHERE, is.targets ?? NOWHERE) ? [] : namesOfType(is, 'AWS::IAM::Role');
    return namesOfType(was, 'AWS::IAM::Role').filter((role) => role.startsWith(PREFIX) && !kept.includes(role));
  });
  if (going.length === 0) return [];
  return [
    {
      verdict: 'note',
      found: `the access roles ${[...new Set(going)].join(', ')} go from accounts`,
      why: 'a role that is closed, or in which orgstrap people revoke has ended sessions, cannot be deleted: open it first, with the org.yaml that is deployed',
      steps: [{ run: 'npx orgstrap people open-roles --accept open-sessions' }],
    },
  ];
}

/** Whether accounts leave: OUs that go, or in a part of some those that are no longer named. */
function isLeft(was: StackSetTargets, is: StackSetTargets): boolean {
  const isPart = is.filter === 'INTERSECTION';
  if (was.filter !== 'INTERSECTION' && isPart) return true;
  const key = isPart ? 'accounts' : 'organizationalUnits';
  return was[key].some((one) => !is[key].includes(one));
}
