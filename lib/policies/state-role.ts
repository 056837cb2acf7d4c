import type { PrincipalArn } from '../domain/ids';
import { STATE_BOUNDARY, STATE_KEY_ALIASES, STATE_ROLE } from '../domain/names';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import { s3Service } from '../domain/region';
import { replicaOf } from '../domain/state/replica';
import { hasStateRole } from '../domain/workspaces';
import { loadPolicy } from './load-policy';
import { operatorTrust } from './operator-roles';
import { numbered, onceWhileInUse, type RoleDescription } from './role-description';

/** Whom the policies of a state bucket and of its key let in beside CI: nobody where there are no operators. */
export function stateRoleOf(config: OrgConfig): readonly string[] {
  return hasStateRole(config) ? [namesOf(config).stateRoleArn] : [];
}

/**
 * What operators work as in the Terraform account to read the versions of states, to put one back, and to release a lock: of every
 * pipeline, of one that is retired, too, and by the pattern of their names: each by its own would be a policy for eleven of them, in the
 * template that has the fewest bytes left. A state has the secrets that Terraform knows, and decides what the next run changes. So it is
 * apart from the operator role, and who becomes it has shown a second factor, or has said who they are.
 *
 * @throws Failure `TooManyOperators` where the trust policy is larger than IAM takes.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
 */
export function stateRole(config: OrgConfig, operators: readonly PrincipalArn[]): RoleDescription {
  const names = namesOf(config);
  const { accounts, homeRegion } = config;
  return {
    name: STATE_ROLE,
    description: 'Operators become this role to read and restore versions of states, and to release locks',
    // AWS tells of MFA where a user asks, and of nothing where a session of a role does: that says who it is, when it begins or because
    // a session before it did, and nobody can change that afterwards.
    trust: operatorTrust(config, 'state', operators, { partition: names.partition }),
    boundary: {
      name: STATE_BOUNDARY,
      description: 'What nobody who looks after states can exceed',
      pack: () => [
        loadPolicy('state-role.boundary', {
          stateBuckets: names.bucketArn(names.stateBucketsPattern),
          keys: names.keysPattern,
          s3Service: s3Service(homeRegion),
        }),
        ...replicas(config, (replica) => [
          loadPolicy('state-role.replica.boundary', {
            replicaBuckets: namesOf(replica).bucketArn(namesOf(replica).stateBucketsPattern),
            replicaKeys: namesOf(replica).keysPattern,
            replicaS3Service: s3Service(replica.homeRegion),
          }),
        ]),
      ],
    },
    policies: onceWhileInUse(() =>
      numbered('States', 'The states of the pipelines, their versions and their locks', [
        [
          loadPolicy('state-role.permissions', {
            stateBuckets: names.bucketArn(names.stateBucketsPattern),
            keys: names.keysPattern,
            stateKeyAliases: STATE_KEY_ALIASES,
            s3Service: s3Service(homeRegion),
            terraformAccount: accounts.terraform,
          }),
          ...replicas(config, (replica) => [
            // The copies are read and never written: what is brought back is written into the home Region.
            loadPolicy('state-role.replica.permissions', {
              replicaBuckets: namesOf(replica).bucketArn(namesOf(replica).stateBucketsPattern),
              replicaKeys: namesOf(replica).keysPattern,
              stateKeyAliases: STATE_KEY_ALIASES,
              replicaS3Service: s3Service(replica.homeRegion),
              terraformAccount: accounts.terraform,
            }),
          ]),
        ],
      ]),
    ),
  };
}

function replicas<Made>(config: OrgConfig, make: (replica: OrgConfig) => readonly Made[]): readonly Made[] {
  const replica = replicaOf(config);
  return replica === undefined ? [] : make(replica);
}
