import { Construct } from 'constructs';
import { ACCESSES } from '../domain/access';
import type { AccountId } from '../domain/account-id';
import { bucketArn, CI_BOUNDARY, ciRoleName, roleArn, stateBucketsPattern, TERRAFORM_ROLES } from '../domain/names';
import { type HomeRegion, partitionOf, s3Service } from '../domain/region';
import { loadPolicy } from '../policies/load-policy';
import { ManagedPolicy } from './managed-policy';

export interface CiBoundaryProps {
  readonly terraformAccount: AccountId;
  readonly region: HomeRegion;
}

/**
 * What nobody that orgstrap makes in the Terraform account can exceed, whatever policies are attached to them.
 *
 * Where that account is the Ops account, too, it is as powerful as the management account: through StackSets it reaches
 * every account of the organization.
 */
export class CiBoundary extends Construct {
  constructor(scope: Construct, id: string, { terraformAccount, region }: CiBoundaryProps) {
    super(scope, id);
    const partition = partitionOf(region);
    new ManagedPolicy(this, 'Policy', {
      name: CI_BOUNDARY,
      description: 'What nobody that orgstrap makes in this account can exceed',
      pack: [
        loadPolicy('ci.boundary', {
          ciRoles: ACCESSES.map((access) => roleArn(partition, terraformAccount, ciRoleName(access, '*'))),
          terraformRoles: ACCESSES.map((access) => roleArn(partition, '*', TERRAFORM_ROLES[access])),
          stateBuckets: bucketArn(partition, stateBucketsPattern(terraformAccount, region)),
          keys: `arn:${partition}:kms:${region}:${terraformAccount}:key/*`,
          s3Service: s3Service(region),
        }),
      ],
    });
  }
}
