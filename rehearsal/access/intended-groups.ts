import { permissionSetName } from '../../lib/domain/names';
import type { OrgConfig } from '../../lib/domain/org-config';
import { type Reach, reachOf } from '../../lib/domain/reach';
import { partitionOf } from '../../lib/domain/region';
import { reservedRoleArn } from '../iam/reserved-role';
import type { Grant } from './grant';
import { identityCenterGroupName } from './identity-center-group';

/** With IAM Identity Center, the groups themselves become what `org.yaml` says of them. */
export function groupGrants(config: OrgConfig): readonly Grant[] {
  const { people } = config;
  if (people?.signIn.source !== 'identityCenter') return [];
  return people.groups.flatMap((group) =>
    reachOf(config, group).map(
      (reach): Grant => ({
        principal: identityCenterGroupName(group.name),
        target: assignedRole(config, reach),
        rights: ['become'],
      }),
    ),
  );
}

/** The roles that Identity Center makes: those that a group may become. */
export function assignedRoles(config: OrgConfig): readonly string[] {
  return [...new Set(groupGrants(config).map(({ target }) => target))];
}

/** Identity Center is in the Region from which permission sets are deployed. */
function assignedRole({ homeRegion }: OrgConfig, { account, role }: Reach): string {
  return reservedRoleArn({
    partition: partitionOf(homeRegion),
    account,
    region: homeRegion,
    permissionSet: permissionSetName(role),
  });
}
