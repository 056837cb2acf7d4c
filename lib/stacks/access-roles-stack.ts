import { Aws } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { AccessRoles } from '../constructs/access-roles';
import { AccountStack, type Delivery } from '../constructs/account-stack';
import { ManagedPolicy } from '../constructs/managed-policy';
import { Role } from '../constructs/role';
import { CLOSED_POLICY } from '../domain/names';
import type { OrgConfig } from '../domain/org-config';
import type { People } from '../domain/people';
import { loadPolicy } from '../policies/load-policy';
import { peopleOperatorOfProductAccount } from '../policies/people-operator-role';

/** What people need in a product account, the same in all of them: where they may go is decided in the Ops account. */
export class AccessRolesStack extends AccountStack {
  constructor(scope: Construct, id: string, delivery: Delivery, config: OrgConfig, people: People) {
    super(scope, id, delivery, 'orgstrap: what people work as in a product account');
    new AccessRoles(this, 'AccessRoles', { config, people });
    const { operators } = config;
    if (operators === undefined || people.signIn.source !== 'iamUsers') return;
    new ManagedPolicy(this, 'Closed', {
      name: CLOSED_POLICY,
      description: 'Attached to an access role, it ends every session of it',
      pack: [loadPolicy('access-role.closed.permissions', {})],
    });
    const role = peopleOperatorOfProductAccount(config, operators, Aws.ACCOUNT_ID, people);
    new Role(this, 'PeopleOperatorRole', role);
  }
}
