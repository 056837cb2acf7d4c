import type { Construct } from 'constructs';
import { AccessLogBucket } from '../constructs/access-log-bucket';
import { AccountStack, type Delivery } from '../constructs/account-stack';
import { CiBoundary } from '../constructs/ci-boundary';
import type { OrgConfig } from '../domain/org-config';

/** What the Terraform account has once, whatever pipelines there are. */
export class TerraformAccountStack extends AccountStack {
  constructor(scope: Construct, id: string, delivery: Delivery, config: OrgConfig) {
    super(scope, id, delivery, 'orgstrap: what the Terraform account has once');
    const here = { terraformAccount: config.accounts.terraform, region: config.homeRegion };
    new AccessLogBucket(this, 'AccessLogs', here);
    new CiBoundary(this, 'CiBoundary', here);
  }
}
