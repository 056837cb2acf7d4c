import { Aws } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { AccountStack, type Delivery } from '../constructs/account-stack';
import { Role } from '../constructs/role';
import type { AccountId, PrincipalArn } from '../domain/ids';
import type { OrgConfig } from '../domain/org-config';
import type { People } from '../domain/people';
import { auditorRole } from '../policies/auditor-role';
import { peopleOperatorOfProductAccount } from '../policies/people-operator-role';

/**
 * What operators become in an account, apart from the roles of Terraform and of people: it changes with the operators and not with the
 * services, whose policies leave no room to spare in those templates.
 */
export class OperatorRolesStack extends AccountStack {
  /**
   * @param is - the account that it is for alone @default - every account of an environment
   * @param people - where there are access roles to close @default - operators read, and close nothing
   */
  constructor(
    scope: Construct,
    id: string,
    delivery: Delivery,
    config: OrgConfig,
    operators: readonly PrincipalArn[],
    { is, people }: { readonly is?: AccountId; readonly people?: People | undefined } = {},
  ) {
    super(scope, id, delivery, 'orgstrap: what operators work as in an account');
    new Role(this, 'AuditorRole', auditorRole(config, operators, { account: Aws.ACCOUNT_ID, ...(is && { is }) }));
    if (people?.signIn.source !== 'iamUsers') return;
    new Role(this, 'PeopleOperatorRole', peopleOperatorOfProductAccount(config, operators, Aws.ACCOUNT_ID, people));
  }
}
