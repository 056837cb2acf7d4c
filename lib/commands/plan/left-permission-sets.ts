import { permissionSetName } from '../../domain/names';
import type { ResourceChange } from './resource-changes';

/**
 * The names of the permission sets that go in the same deployment as their assignments. These are in stacks that are deployed later, and
 * Identity Center deletes no set that is assigned: CloudFormation forgets it, and it is left, assigned to nobody.
 *
 * @param changes - of all waves
 * @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_DeletePermissionSet.html
 */
export function leftPermissionSets(changes: readonly ResourceChange[]): readonly string[] {
  const removed = changes.filter(({ action }) => action === 'remove');
  const assignments = removed.filter(({ type }) => type === 'AWS::SSO::Assignment');
  return removed
    .filter(({ type }) => type === 'AWS::SSO::PermissionSet')
    .map(({ name }) => name)
    .filter((name) => assignments.some(({ logicalId }) => logicalId.includes(assignedAs(name))));
}

/** The part of an assignment's logical id that is about the role: logical ids have letters and digits alone. */
function assignedAs(set: string): string {
  return `as${set.slice(permissionSetName('').length).replace(/[^A-Za-z0-9]/g, '')}in`;
}
