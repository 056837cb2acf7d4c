import type { Construct } from 'constructs';
import { AccessRoles } from '../constructs/access-roles';
import { AccountStack, type Delivery } from '../constructs/account-stack';
import { ManagedPolicy } from '../constructs/managed-policy';
import { CLOSED_POLICY } from '../domain/names';
import type { OrgConfig } from '../domain/org-config';
import type { People } from '../domain/people';
import { loadPolicy } from '../policies/load-policy';

/** What people need in a product account, the same in all of them: where they may go is decided in the Ops account. */
export class AccessRolesStack extends AccountStack {
  constructor(scope: Construct, id: string, delivery: Delivery, config: OrgConfig, people: People) {
    super(scope, id, delivery, 'orgstrap: what people work as in a product account');
    new AccessRoles(this, 'AccessRoles', { config, people });
    if (config.operators === undefined || people.signIn.source !== 'iamUsers') return;
    new ManagedPolicy(this, 'Closed', {
      name: CLOSED_POLICY,
      description: 'Attached to an access role, it ends every session of it',
      pack: [loadPolicy('access-role.closed.permissions', {})],
    });
  }
}
