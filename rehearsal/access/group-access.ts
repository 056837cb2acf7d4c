import type { OrgConfig } from '../../lib/domain/org-config';
import type { World } from '../iam/world';
import { identityCenterGroupName } from './identity-center-group';
import type { AccessMatrix, Right } from './matrix';
import { type Target, targetsOf } from './probes';

/** Who is in a group of IAM Identity Center becomes what the group is assigned: IAM is not asked about that. */
export function groupAccess(world: World, config: OrgConfig): AccessMatrix {
  const targets = targetsOf(world, config.homeRegion);
  return new Map(
    [...(world.assignments ?? [])].map(([id, roles]) => {
      const rightsIn = ({ name }: Target): readonly Right[] => (roles.includes(name) ? ['become'] : []);
      return [groupOf(id, config), new Map(targets.map((target) => [target.name, rightsIn(target)]))];
    }),
  );
}

/** Templates know the groups of an identity store by their ids alone. */
function groupOf(id: string, { people }: OrgConfig): string {
  const names = people?.signIn.source === 'identityCenter' ? Object.entries(people.signIn.groupIds) : [];
  return identityCenterGroupName(names.find(([, known]) => known === id)?.[0] ?? id);
}
