import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import { loadPolicy } from './load-policy';
import type { PolicyDocument } from './policy-document';

export const SECONDS_OF_AN_HOUR = 3_600;

/**
 * The trust policy of an access role: people of the Ops account who signed in with MFA not too long ago.
 *
 * It trusts the path of people and not their names, so that a person who comes or goes changes the Ops account alone.
 * Which of them may become the role is said there, by the policies of their groups.
 */
export function accessRoleTrust(config: OrgConfig, mfaMaxAgeHours: number): PolicyDocument {
  const names = namesOf(config);
  return loadPolicy('access-role.trust', {
    partition: names.partition,
    opsAccount: config.accounts.ops,
    people: names.personArn('*'),
    mfaMaxAgeSeconds: String(mfaMaxAgeHours * SECONDS_OF_AN_HOUR),
    organization: config.organization.id,
  }).document;
}
