import { replicationRoleName, stateKeyAlias } from '../domain/names';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import { s3Service } from '../domain/region';
import { replicaOf } from '../domain/state/replica';
import { loadPolicy } from './load-policy';
import { onceWhileInUse, type RoleDescription } from './role-description';

/** Whom the policies of a state bucket and of its key let in to copy: nobody where there are no replicas. */
export function replicationRoleOf(config: OrgConfig, pipeline: string): readonly string[] {
  return replicaOf(config) === undefined ? [] : [namesOf(config).replicationRoleArn(pipeline)];
}

/**
 * What S3 works as to copy the states of one pipeline to its replica: it reads versions for that alone, and deletes nothing on either side.
 *
 * @param replica - the organization as its replicas see it
 * @param pipeline - the name that it is deployed as
 * @param stateKey - the ARN of the key of the states, or a token
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
 */
export function replicationRole(
  config: OrgConfig,
  replica: OrgConfig,
  pipeline: string,
  stateKey: string,
): RoleDescription {
  const names = namesOf(config);
  const stateBucket = names.stateBucketArn(pipeline);
  const terraformAccount = config.accounts.terraform;
  return {
    name: replicationRoleName(pipeline),
    description: `S3 works as this role to copy the states of the pipeline ${pipeline} to ${replica.homeRegion}`,
    trust: loadPolicy('replication-role.trust', { stateBucket, terraformAccount }).document,
    policies: onceWhileInUse(() => [
      {
        id: 'Copies',
        description: `Copies the states of the pipeline ${pipeline} to ${replica.homeRegion}`,
        pack: [
          loadPolicy('replication-role.permissions', {
            stateBucket,
            replicaBucket: namesOf(replica).stateBucketArn(pipeline),
            terraformAccount,
            stateKey,
            s3Service: s3Service(config.homeRegion),
            replicaKeys: namesOf(replica).keysPattern,
            stateKeyAlias: stateKeyAlias(pipeline),
            replicaS3Service: s3Service(replica.homeRegion),
          }),
          ...(config.state?.objectLock === undefined
            ? []
            : [loadPolicy('replication-role.locks.permissions', { stateBucket, terraformAccount })]),
        ],
      },
    ]),
  };
}
