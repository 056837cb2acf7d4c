import { namesOf } from '../names-of';
import type { OrgConfig } from '../org-config';

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
