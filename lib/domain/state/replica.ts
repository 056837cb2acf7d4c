import { namesOf } from '../names-of';
import type { OrgConfig } from '../org-config';
import type { HomeRegion } from '../region';

/** What keeps states beyond what every state bucket does. */
export interface State {
  /** A second Region to which S3 copies every version of a state. @default - there is no copy */
  readonly replica?: HomeRegion | undefined;
  /** For how long S3 itself refuses to delete a version of a state. @default - the bucket's policy alone does */
  readonly objectLock?: ObjectLock | undefined;
}

export interface ObjectLock {
  readonly mode: 'GOVERNANCE' | 'COMPLIANCE';
  /** 1 to 365: what is older may be one of the versions that the bucket forgets. */
  readonly days: number;
}

/** The organization as it is seen from its replicas: each is named as the state bucket that it is a copy of, in its own Region. */
export function replicaOf(config: OrgConfig): OrgConfig | undefined {
  const region = config.state?.replica;
  return region === undefined ? undefined : { ...config, homeRegion: region };
}

/** The names of all buckets of replicas, by a pipeline's own name in AWS; none where there are no replicas. */
export function replicaBucketsOf(config: OrgConfig): readonly string[] {
  const replica = replicaOf(config);
  if (replica === undefined) return [];
  return [...config.pipelines, ...config.retiredPipelines].map(({ deployedAs }) =>
    namesOf(replica).stateBucket(deployedAs),
  );
}
