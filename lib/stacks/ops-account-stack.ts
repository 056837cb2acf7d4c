import type { Construct } from 'constructs';
import { AccountStack, type Delivery } from '../constructs/account-stack';
import { AuditorRole } from '../constructs/auditor-role';
import { PeopleInOps } from '../constructs/people-in-ops';
import { PeopleOperatorRole } from '../constructs/people-operator-role';
import type { OrgConfig } from '../domain/org-config';
import { operatedPeople } from '../policies/operated-people';

/** What the Ops account holds: the one login of each person. */
export class OpsAccountStack extends AccountStack {
  constructor(scope: Construct, id: string, delivery: Delivery, config: OrgConfig) {
    super(scope, id, delivery, 'orgstrap: the people of the Ops account');
    const { accounts, operators, people } = config;
    // Where Ops is the Terraform account, that one's stack has it.
    if (operators !== undefined && accounts.ops !== accounts.terraform) {
      new AuditorRole(this, 'AuditorRole', { config, operators });
    }
    if (people?.signIn.source !== 'iamUsers') return;
    const { users } = people.signIn;
    new PeopleInOps(this, 'People', { config, people, users });
    if (operators === undefined) return;
    new PeopleOperatorRole(this, 'PeopleOperatorRole', {
      config,
      operators,
      permissions: operatedPeople(config, people, users),
    });
  }
}

/** Whether there is anything for the Ops account to hold. */
export function hasOpsAccountStack({ accounts, operators, people }: OrgConfig): boolean {
  return people?.signIn.source === 'iamUsers' || (operators !== undefined && accounts.ops !== accounts.terraform);
}
