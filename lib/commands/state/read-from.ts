import { EXIT, Failure } from '../../domain/failure';
import type { OrgConfig } from '../../domain/org-config';
import { replicaOf } from '../../domain/state/replica';

/**
 * The organization as its states are read: with `--from-replica` as its replicas see it, so that nothing is asked of the home Region, AWS's
 * answer to who one is included.
 *
 * @throws Failure `NoReplica` where there is none
 */
export function readFrom(config: OrgConfig, fromReplica: true | undefined): OrgConfig {
  if (fromReplica !== true) return config;
  const replica = replicaOf(config);
  if (replica !== undefined) return replica;
  throw new Failure(
    'NoReplica',
    'org.yaml has no state.replica, so the states are in the home Region alone; leave --from-replica out',
    EXIT.unusable,
  );
}
