import { Aws } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { AccountStack, type Delivery } from '../constructs/account-stack';
import { Role } from '../constructs/role';
import type { PrincipalArn } from '../domain/ids';
import type { OrgConfig } from '../domain/org-config';
import type { People } from '../domain/people';
import { auditorRole } from '../policies/operator-roles';
import { peopleOperatorOfProductAccount } from '../policies/people-operator-role';

/**
 * What operators become in an account, apart from the roles of Terraform and of people: it changes with the operators and not with the
 * services, whose policies leave no room to spare in those templates.
 */
export class OperatorRolesStack extends AccountStack {
  /** @param people - where there are access roles to close @default - operators read, and close nothing */
  constructor(
    scope: Construct,
    id: string,
    delivery: Delivery,
    config: OrgConfig,
    operators: readonly PrincipalArn[],
    people?: People,
  ) {
    super(scope, id, delivery, 'orgstrap: what operators work as in an account');
    new Role(this, 'AuditorRole', auditorRole(config, operators, Aws.ACCOUNT_ID));
    if (people?.signIn.source !== 'iamUsers') return;
    new Role(this, 'PeopleOperatorRole', peopleOperatorOfProductAccount(config, operators, Aws.ACCOUNT_ID, people));
  }
}
