import { Aws } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { AccountStack, type Delivery } from '../constructs/account-stack';
import { PeopleInOps } from '../constructs/people-in-ops';
import { Role } from '../constructs/role';
import type { OrgConfig } from '../domain/org-config';
import { auditorRole } from '../policies/auditor-role';
import { peopleOperatorOfOps } from '../policies/people-operator-role';

/** What the Ops account holds: the one login of each person, and where they may go from it if there is room for that. */
export class OpsAccountStack extends AccountStack {
  constructor(scope: Construct, id: string, delivery: Delivery, config: OrgConfig, hasPermissions: boolean) {
    super(scope, id, delivery, 'orgstrap: the people of the Ops account');
    const { accounts, operators, people } = config;
    // Where Ops is the Terraform account, that one's stack has it.
    if (operators !== undefined && accounts.ops !== accounts.terraform) {
      new Role(this, 'AuditorRole', auditorRole(config, operators, { account: Aws.ACCOUNT_ID, is: accounts.ops }));
    }
    if (people?.signIn.source !== 'iamUsers') return;
    const { users } = people.signIn;
    new PeopleInOps(this, 'People', { config, people, users, hasPermissions });
    if (operators === undefined) return;
    const role = peopleOperatorOfOps(config, operators, Aws.ACCOUNT_ID, people, users);
    new Role(this, 'PeopleOperatorRole', role, hasPermissions ? {} : { policies: new Map() });
  }
}

/** Whether there is anything for the Ops account to hold. */
export function hasOpsAccountStack({ accounts, operators, people }: OrgConfig): boolean {
  return people?.signIn.source === 'iamUsers' || (operators !== undefined && accounts.ops !== accounts.terraform);
}
