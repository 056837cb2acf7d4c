import { ACCESS_ROLES, CLOSED_POLICY } from '../../../domain/names';
import type { Edit } from './edit';
import type { Edited } from './edited';
import { type EstateStack, namesOfType } from './estate';

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
    const isLeaving = unitsOf(was).some((unit) => !unitsOf(is).includes(unit));
    const kept = isLeaving ? [] : namesOfType(is, 'AWS::IAM::Role');
    return namesOfType(was, 'AWS::IAM::Role').filter((role) => role.startsWith(PREFIX) && !kept.includes(role));
  });
  if (going.length === 0) return [];
  return [
    {
      verdict: 'note',
      found: `the access roles ${[...new Set(going)].join(', ')} go from accounts`,
      why: 'a role that is closed cannot be deleted: if orgstrap people revoke --close-roles has closed one of them, open it first, with the org.yaml that is deployed',
      steps: [{ run: 'npx orgstrap people open-roles' }],
    },
  ];
}

/** OUs, or the accounts of a part of one. */
function unitsOf({ targets }: EstateStack): readonly string[] {
  return targets?.filter === 'INTERSECTION' ? targets.accounts : (targets?.organizationalUnits ?? []);
}
