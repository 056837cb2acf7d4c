import type { Access } from '../domain/ci-identity';
import { CI_BOUNDARY, ciUserName, IAM_PATH } from '../domain/names';
import { loadPolicy } from './load-policy';
import type { GroupDescription, UserDescription } from './user-description';

/** The CI identity of a pipeline whose CI system has no OIDC. */
export interface CiUserDescription {
  readonly user: UserDescription;
  /** Its own, with nobody else in it. */
  readonly group: GroupDescription;
}

/**
 * A user that can do nothing but become one CI role.
 *
 * @param networks - in CIDR notation, where it works from; any where there are none
 * @param ciRole - the ARN of that role
 */
export function ciUser(
  access: Access,
  pipeline: string,
  networks: readonly string[],
  ciRole: string,
): CiUserDescription {
  const name = ciUserName(access, pipeline);
  const become = {
    id: 'Permissions',
    description: `Lets the CI user of the pipeline ${pipeline} become its CI role to ${access}`,
    pack: [loadPolicy('ci-identity.permissions', { ciRole })],
  };
  const from = {
    id: 'Networks',
    description: `Where the CI user of the pipeline ${pipeline} works from`,
    pack: [loadPolicy('ci-identity.networks.permissions', { networks })],
  };
  return {
    user: { name, path: IAM_PATH, groups: [name], boundary: CI_BOUNDARY },
    group: { name, path: IAM_PATH, policies: () => (networks.length > 0 ? [become, from] : [become]) },
  };
}
