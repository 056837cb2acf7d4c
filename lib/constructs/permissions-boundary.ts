import { Aws, Fn } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { OrgConfig } from '../domain/org-config';
import { terraformBoundary } from '../policies/boundaries';
import { acknowledge } from './acknowledge';
import { boundaryPolicy } from './managed-policy';
import { retain } from './private-bucket';

/**
 * What the Terraform role, and every role that Terraform makes, can never exceed; it grants nothing.
 *
 * It stays when its stack goes: roles that Terraform made wear it, and IAM deletes no policy that is worn.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicy.html
 */
export class PermissionsBoundary extends Construct {
  readonly arn: string;

  /** @param services - @default - those of product accounts */
  constructor(scope: Construct, id: string, config: OrgConfig, services?: readonly string[]) {
    super(scope, id);
    const policy = boundaryPolicy(this, terraformBoundary(config, Aws.ACCOUNT_ID, THIS_STACK, services), 'Policy');
    retain(policy.resource);
    acknowledge(
      policy,
      'NIST.800.53.R5',
      'IAMPolicyNoStatementsWithFullAccess',
      'A permissions boundary grants nothing: it caps what other policies grant, here to the services of org.yaml.',
    );
    this.arn = policy.arn;
  }
}

/**
 * The first part of the id of the stack that a template becomes: eight digits, of which no two stacks of an account have the same.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/pseudo-parameter-reference.html#cfn-pseudo-param-stackid
 */
export const THIS_STACK = Fn.select(0, Fn.split('-', Fn.select(2, Fn.split('/', Aws.STACK_ID))));
