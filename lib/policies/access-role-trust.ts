import { personArn } from '../domain/names';
import type { OrgConfig } from '../domain/org-config';
import { partitionOf } from '../domain/region';
import type { PolicyDocument } from '../iam/policy-document';
import { loadPolicy } from './load-policy';

export const SECONDS_OF_AN_HOUR = 3_600;

/**
 * The trust policy of an access role: people of the Ops account who signed in with MFA not too long ago.
 *
 * It trusts the path of people and not their names, so that a person who comes or goes changes the Ops account alone.
 * Which of them may become the role is said there, by the policies of their groups.
 */
export function accessRoleTrust(config: OrgConfig, mfaMaxAgeHours: number): PolicyDocument {
  const partition = partitionOf(config.homeRegion);
  return loadPolicy('access-role.trust', {
    partition,
    opsAccount: config.accounts.ops,
    people: personArn(partition, config.accounts.ops, '*'),
    mfaMaxAgeSeconds: String(mfaMaxAgeHours * SECONDS_OF_AN_HOUR),
    organization: config.organization.id,
  }).document;
}
