import { everyAccessRole } from '../../../lib/commands/people/remaining-roles';
import type { OrgConfig } from '../../../lib/domain/org-config';
import type { ReachableRole } from '../../../lib/domain/reachable-role';

/** One that people who sign in to the Ops account become; undefined where there is none. */
export function accessRoleOf(config: OrgConfig): ReachableRole | undefined {
  return config.people?.signIn.source === 'iamUsers' ? everyAccessRole(config, config.people)[0] : undefined;
}
