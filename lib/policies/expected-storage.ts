import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import type { HomeRegion } from '../domain/region';
import { replicaOf } from '../domain/state/replica';
import { accessLogBucket, type BucketDescription, replicaBucket, stateBucket, trailBucket } from './bucket-description';
import { auditKey, type KeyDescription, replicaKey, stateKey } from './key-description';

/** The buckets of the Terraform account and their keys, each by the description that its construct renders. */
export interface ExpectedStorage {
  readonly buckets: readonly ExpectedBucket[];
  readonly keys: readonly KeyDescription[];
}

export interface ExpectedBucket {
  readonly name: string;
  readonly region: HomeRegion;
  /** The ARN of the alias of its key. @default - S3 has the key */
  readonly keyAliasArn?: string;
  /** @param key - the ARN of its key, which CloudFormation chose */
  describedWith(key: string): BucketDescription;
}

/** What stores states, of pipelines that are retired, too, and the audit. */
export function expectedStorage(config: OrgConfig): ExpectedStorage {
  const { audit, pipelines, retiredPipelines } = config;
  const names = namesOf(config);
  const { homeRegion: region } = config;
  const replica = replicaOf(config);
  const states = [...pipelines, ...retiredPipelines].map(({ deployedAs }) => deployedAs);
  return {
    buckets: [
      ...states.map((pipeline) => ({
        name: names.stateBucket(pipeline),
        region,
        keyAliasArn: names.stateKeyAliasArn(pipeline),
        describedWith: (key: string) => stateBucket(config, pipeline, key),
      })),
      ...(replica ? states.map((pipeline) => expectedReplica(replica, pipeline)) : []),
      { name: names.accessLogBucket, region, describedWith: () => accessLogBucket(config) },
      ...(audit?.trail === 'own'
        ? [
            {
              name: names.audit.trailBucket,
              region,
              keyAliasArn: names.audit.keyAliasArn,
              describedWith: (key: string) => trailBucket(config, audit, key),
            },
          ]
        : []),
    ],
    keys: [
      ...states.map((pipeline) => stateKey(config, pipeline)),
      ...(replica ? states.map((pipeline) => replicaKey(replica, pipeline)) : []),
      ...(audit === undefined ? [] : [auditKey(config, audit)]),
    ],
  };
}

function expectedReplica(replica: OrgConfig, pipeline: string): ExpectedBucket {
  const names = namesOf(replica);
  return {
    name: names.stateBucket(pipeline),
    region: replica.homeRegion,
    keyAliasArn: names.stateKeyAliasArn(pipeline),
    describedWith: (key) => replicaBucket(replica, pipeline, key),
  };
}
