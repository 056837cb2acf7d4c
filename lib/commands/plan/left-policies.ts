import { permissionSetName } from '../../domain/names';
import { leftPermissionSets } from './left-permission-sets';
import type { ResourceChange } from './resource-changes';

/**
 * The names of the policies of product accounts that permission sets put off in the same deployment, and so too late: roles of Identity
 * Center still wear them when CloudFormation is to delete them. It forgets them, and what is left blocks its name.
 *
 * A set that changes and that nobody has holds nothing back: it counts all the same.
 *
 * @param changes - of all waves
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicy.html
 */
export function leftPolicies(changes: readonly ResourceChange[]): readonly string[] {
  const lateSets = [
    ...leftPermissionSets(changes),
    ...changes
      .filter(({ type, action, properties }) => isSet(type) && action === 'change' && properties.includes(REFERENCES))
      .map(({ name }) => name),
  ];
  const removed = changes.filter(({ type, action }) => type === 'AWS::IAM::ManagedPolicy' && action === 'remove');
  const names = removed.map(({ name }) => name).filter((name) => mayBeWornBy(name, lateSets));
  return [...new Set(names)].sort();
}

const REFERENCES = 'CustomerManagedPolicyReferences';
const OF_OWN_ROLE = /^orgstrap-access-role-(.+)-\d+$/;
const OF_BUILT_IN_ROLES = /^orgstrap-access-(?:view|refusals|change|iam)-\d+$/;

function isSet(type: string): boolean {
  return type === 'AWS::SSO::PermissionSet';
}

function mayBeWornBy(policy: string, sets: readonly string[]): boolean {
  const [, role] = OF_OWN_ROLE.exec(policy) ?? [];
  if (role !== undefined) return sets.includes(permissionSetName(role));
  return OF_BUILT_IN_ROLES.test(policy) && sets.length > 0;
}
