import { Aws } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { OrgConfig } from '../domain/org-config';
import { terraformBoundary } from '../policies/boundaries';
import { acknowledge } from './acknowledge';
import { boundaryPolicy } from './managed-policy';

/** What the Terraform role, and every role that Terraform makes, can never exceed; it grants nothing. */
export class PermissionsBoundary extends Construct {
  constructor(scope: Construct, id: string, config: OrgConfig) {
    super(scope, id);
    acknowledge(
      boundaryPolicy(this, terraformBoundary(config, Aws.ACCOUNT_ID), 'Policy'),
      'NIST.800.53.R5',
      'IAMPolicyNoStatementsWithFullAccess',
      'A permissions boundary grants nothing: it caps what other policies grant, here to the services of org.yaml.',
    );
  }
}
