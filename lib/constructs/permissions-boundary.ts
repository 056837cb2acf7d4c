import { Aws } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { BOUNDARY, IAM_PATH, WORKLOAD_IAM_PATH } from '../domain/names';
import type { Partition } from '../domain/region';
import { loadPolicy, type ReviewedPolicy } from '../policies/load-policy';
import { serviceActions, servicePolicies } from '../policies/service-policies';
import { acknowledge } from './acknowledge';
import { ManagedPolicy } from './managed-policy';

export interface PermissionsBoundaryProps {
  readonly partition: Partition;
  readonly services: readonly string[];
}

/** What the Terraform role, and every role that Terraform makes, can never exceed; it grants nothing. */
export class PermissionsBoundary extends Construct {
  constructor(scope: Construct, id: string, props: PermissionsBoundaryProps) {
    super(scope, id);
    const values = { partition: props.partition, account: Aws.ACCOUNT_ID, workloadPath: WORKLOAD_IAM_PATH };
    const policy = new ManagedPolicy(this, 'Policy', {
      name: BOUNDARY,
      description: 'What the Terraform role, and every role that Terraform makes, can never exceed',
      pack: [
        loadPolicy('terraform-role.boundary', {
          ...values,
          serviceActions: serviceActions(servicePolicies(props.services, values)),
        }),
        protection(props.partition),
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
export function protection(partition: Partition): ReviewedPolicy {
  return loadPolicy('protection.boundary', {
    partition,
    path: IAM_PATH,
    workloadPath: WORKLOAD_IAM_PATH,
    boundary: policyArnHere(partition, BOUNDARY),
  });
}

/** The ARN of a policy on orgstrap's path in whichever account the template is deployed to. */
export function policyArnHere(partition: Partition, name: string): string {
  return `arn:${partition}:iam::${Aws.ACCOUNT_ID}:policy${IAM_PATH}${name}`;
}

/** The same for a role. */
export function roleArnHere(partition: Partition, name: string): string {
  return `arn:${partition}:iam::${Aws.ACCOUNT_ID}:role${IAM_PATH}${name}`;
}
