import { Aws } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { BOUNDARY, IAM_PATH, WORKLOAD_IAM_PATH } from '../domain/names';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import { loadPolicy, type ReviewedPolicy } from '../policies/load-policy';
import { serviceActions, servicePolicies } from '../policies/service-policies';
import { acknowledge } from './acknowledge';
import { ManagedPolicy } from './managed-policy';

/** What the Terraform role, and every role that Terraform makes, can never exceed; it grants nothing. */
export class PermissionsBoundary extends Construct {
  constructor(scope: Construct, id: string, config: OrgConfig) {
    super(scope, id);
    const values = {
      partition: namesOf(config).partition,
      account: Aws.ACCOUNT_ID,
      workloadPath: WORKLOAD_IAM_PATH,
    };
    const policy = new ManagedPolicy(this, 'Policy', {
      name: BOUNDARY,
      description: 'What the Terraform role, and every role that Terraform makes, can never exceed',
      pack: [
        loadPolicy('terraform-role.boundary', {
          ...values,
          serviceActions: serviceActions(servicePolicies(config.terraform.services, values)),
        }),
        protection(config),
      ],
    });
    acknowledge(
      policy,
      'NIST.800.53.R5',
      'IAMPolicyNoStatementsWithFullAccess',
      'A permissions boundary grants nothing: it caps what other policies grant, here to the services of org.yaml.',
    );
  }
}

/** What every boundary of a product account denies: that of Terraform and of workloads, and that of access roles. */
export function protection(config: OrgConfig): ReviewedPolicy {
  const names = namesOf(config);
  return loadPolicy('protection.boundary', {
    partition: names.partition,
    path: IAM_PATH,
    workloadPath: WORKLOAD_IAM_PATH,
    boundary: names.policyArn(Aws.ACCOUNT_ID, BOUNDARY),
  });
}
