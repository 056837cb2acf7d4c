import type { Construct } from 'constructs';
import { AccountStack, type Delivery } from '../constructs/account-stack';
import { AccountTrail } from '../constructs/account-trail';
import type { OrgConfig } from '../domain/org-config';

/** The trail of an account beside the Terraform account, whose own is in its `AuditStack`. */
export class AccountTrailStack extends AccountStack {
  constructor(scope: Construct, id: string, delivery: Delivery, config: OrgConfig) {
    super(scope, id, delivery, 'orgstrap: the trail of an account that is watched');
    new AccountTrail(this, 'Trail', config);
  }
}
