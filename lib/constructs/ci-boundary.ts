import { Construct } from 'constructs';
import { ACCESSES } from '../domain/access';
import { CI_BOUNDARY } from '../domain/names';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import { s3Service } from '../domain/region';
import { loadPolicy } from '../policies/load-policy';
import { ManagedPolicy } from './managed-policy';

/**
 * What nobody that orgstrap makes in the Terraform account can exceed, whatever policies are attached to them.
 *
 * Where that account is the Ops account, too, it is as powerful as the management account: through StackSets it reaches
 * every account of the organization.
 */
export class CiBoundary extends Construct {
  constructor(scope: Construct, id: string, config: OrgConfig) {
    super(scope, id);
    const names = namesOf(config);
    new ManagedPolicy(this, 'Policy', {
      name: CI_BOUNDARY,
      description: 'What nobody that orgstrap makes in this account can exceed',
      pack: [
        loadPolicy('ci.boundary', {
          ciRoles: ACCESSES.map((access) => names.ciRoleArn(access, '*')),
          terraformRoles: ACCESSES.map((access) => names.terraformRoleArn('*', access)),
          stateBuckets: names.bucketArn(names.stateBucketsPattern),
          keys: names.keysPattern,
          s3Service: s3Service(config.homeRegion),
        }),
      ],
    });
  }
}
