import { Aws } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { AccountStack, type Delivery } from '../constructs/account-stack';
import { ManagedPolicy } from '../constructs/managed-policy';
import { ACCESSES, type Access } from '../domain/ci-identity';
import { TERRAFORM_ROLES } from '../domain/names';
import type { OrgConfig } from '../domain/org-config';
import { terraformRoles } from '../policies/terraform-roles';

/**
 * What the Terraform roles of the management account may do, apart from the roles: the CDK CLI sends a template as YAML with a line for
 * each action, and the policies of all services would not fit into one beside the roles.
 *
 * The policies name the roles, and not the roles the policies. So a policy that goes takes itself off first.
 */
export class ManagementPermissionsStack extends AccountStack {
  /** @param access - `plan` for what both roles, or the plan role alone, may do; `apply` for what the other one may do beyond that */
  constructor(scope: Construct, id: string, delivery: Delivery, config: OrgConfig, access: Access) {
    super(scope, id, delivery, `orgstrap: what the Terraform roles of the management account may do to ${access}`);
    const roles = terraformRoles(config, Aws.ACCOUNT_ID, { apply: [], plan: [] }, '*');
    const services = new Construct(this, 'Services');
    const ofPlan = new Set(roles.plan.policies().map((policy) => policy.id));
    for (const policy of roles[access].policies()) {
      if (access === 'apply' && ofPlan.has(policy.id)) continue;
      const wearing = ACCESSES.filter((each) => roles[each].policies().some((other) => other.id === policy.id));
      new ManagedPolicy(services, policy.id, { ...policy, roles: wearing.map((each) => TERRAFORM_ROLES[each]) });
    }
  }
}
