import type { Construct } from 'constructs';
import { AccountStack, type Delivery } from '../constructs/account-stack';
import { PermissionsBoundary } from '../constructs/permissions-boundary';
import type { OrgConfig } from '../domain/org-config';

/**
 * The permissions boundary of an account, apart from the role that wears it: roles that Terraform made go on wearing it
 * when the account leaves, and IAM does not delete a boundary that is worn.
 */
export class BoundaryStack extends AccountStack {
  constructor(scope: Construct, id: string, delivery: Delivery, config: OrgConfig) {
    super(scope, id, delivery, 'orgstrap: the permissions boundary of a product account');
    new PermissionsBoundary(this, 'Boundary', config);
  }
}
