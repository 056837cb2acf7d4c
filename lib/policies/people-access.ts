import type { OrgConfig } from '../domain/org-config';
import type { PeopleGroup } from '../domain/people';
import { accessRoleArn, reachableRoles } from '../domain/reachable-role';
import { splitOverPolicies } from '../iam/pack-policies';
import { loadPolicy, type ReviewedPolicy } from './load-policy';
import { refuseTooManyPolicies } from './role-description';

/**
 * Where a group of IAM users may go: as many documents as its accounts take.
 *
 * @throws Failure `TooManyPolicies` where they are more than IAM lets a group wear
 */
export function accessOfGroup(config: OrgConfig, group: PeopleGroup): readonly ReviewedPolicy[] {
  const arns = reachableRoles(config, group).map((role) => accessRoleArn(config, role));
  const documents = splitOverPolicies(arns, (accessRoles) => loadPolicy('people.access.permissions', { accessRoles }));
  refuseTooManyPolicies(documents, `the accounts of the group ${group.name}`, 'split the group');
  return documents;
}
