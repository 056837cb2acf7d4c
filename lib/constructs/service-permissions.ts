import { Aws } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { Access } from '../domain/access';
import { WORKLOAD_IAM_PATH } from '../domain/names';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import { loadPolicy } from '../policies/load-policy';
import { type Pack, packPolicies } from '../policies/pack-policies';
import { servicePolicies } from '../policies/service-policies';
import { ManagedPolicy } from './managed-policy';

/**
 * What the roles of a product account may do in the services of `org.yaml`. What a plan reads is one set of policies,
 * which both roles wear.
 */
export class ServicePermissions extends Construct {
  private readonly plan: readonly string[];
  private readonly apply: readonly string[];
  private readonly refusals: string;

  constructor(scope: Construct, id: string, config: OrgConfig) {
    super(scope, id);
    const policies = servicePolicies(config.terraform.services, {
      partition: namesOf(config).partition,
      account: Aws.ACCOUNT_ID,
      workloadPath: WORKLOAD_IAM_PATH,
    });
    this.plan = this.managedPolicies(
      'Plan',
      'What a plan reads in the services of org.yaml',
      packPolicies(policies.plan),
    );
    this.apply = this.managedPolicies(
      'Apply',
      'What an apply does in the services of org.yaml',
      packPolicies(policies.apply),
    );
    this.refusals = new ManagedPolicy(this, 'PlanRefusals', {
      description: 'What a plan never does, whatever the services allow: decrypt, and read secrets or data',
      pack: [loadPolicy('terraform-plan-role.permissions', {})],
    }).arn;
  }

  /** The ARNs of the policies of a role. */
  of(access: Access): readonly string[] {
    return access === 'apply' ? [...this.plan, ...this.apply] : [...this.plan, this.refusals];
  }

  private managedPolicies(id: string, description: string, packs: readonly Pack[]): readonly string[] {
    return packs.map(
      (pack, index) =>
        new ManagedPolicy(this, `${id}${index + 1}`, { description: `${description}, part ${index + 1}`, pack }).arn,
    );
  }
}
