import type { Audit } from '../domain/audit';
import { AUDIT_KEY_ALIAS, stateKeyAlias } from '../domain/names';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import { logsService, s3Service } from '../domain/region';
import { documentOf } from '../iam/pack-policies';
import type { PolicyDocument } from '../iam/policy-document';
import { loadPartOfPolicy, loadPolicy, type ReviewedPolicy } from './load-policy';
import { replicationRoleOf } from './replication-role';
import { stateRoleOf } from './state-role';

/** A KMS key of the Terraform account that rotates, described once: the CDK app renders it, and verify expects it. */
export interface KeyDescription {
  /** With `alias/` before its name. */
  readonly alias: string;
  readonly aliasArn: string;
  /** What the console shows of it. */
  readonly description: string;
  readonly policy: PolicyDocument;
}

/** Encrypts the states of one pipeline. @param pipeline - the name that it is deployed as */
export function stateKey(config: OrgConfig, pipeline: string): KeyDescription {
  const names = namesOf(config);
  const common = valuesOf(config);
  const own = loadPolicy('state-key.resource', {
    ...common,
    ciTerraformRole: names.ciRoleArn('apply', pipeline),
    ciPlanRole: names.ciRoleArn('plan', pipeline),
    stateRole: stateRoleOf(config),
  });
  const copied = replicationRoleOf(config, pipeline).map((role) =>
    loadPolicy('state-key.replicated.resource', { ...common, replicationRole: role }),
  );
  return {
    alias: stateKeyAlias(pipeline),
    aliasArn: names.stateKeyAliasArn(pipeline),
    description: `Encrypts the Terraform state of the pipeline ${pipeline}`,
    policy: documentOf([own, ...copied]),
  };
}

/** Encrypts the copies of those states. @param replica - the organization as its replicas see it */
export function replicaKey(replica: OrgConfig, pipeline: string): KeyDescription {
  const names = namesOf(replica);
  const common = valuesOf(replica);
  const stateRole = stateRoleOf(replica);
  const administered = loadPartOfPolicy(
    'state-key.resource',
    common,
    ({ Sid }) => Sid === 'TheAccountAdministersTheKeyButDoesNotUseIt',
  );
  const copies = loadPartOfPolicy(
    'state-key.replica.resource',
    { ...common, replicationRole: names.replicationRoleArn(pipeline), stateRole },
    ({ Sid }) => stateRole.length > 0 || Sid !== 'OnlyTheStateRoleReadsCopiesThroughS3',
  );
  return {
    alias: stateKeyAlias(pipeline),
    aliasArn: names.stateKeyAliasArn(pipeline),
    description: `Encrypts the copies of the Terraform state of the pipeline ${pipeline}`,
    policy: documentOf([administered, copies]),
  };
}

function valuesOf(config: OrgConfig) {
  return {
    partition: namesOf(config).partition,
    terraformAccount: config.accounts.terraform,
    s3Service: s3Service(config.homeRegion),
  };
}

/**
 * Encrypts the files of the trails, the log group and the alarms: apart from the keys of states, which nobody but CI uses.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
export function auditKey(config: OrgConfig, audit: Audit): KeyDescription {
  const { homeRegion: region } = config;
  const names = namesOf(config);
  const policy = loadPolicy('audit-key.resource', {
    partition: names.partition,
    terraformAccount: config.accounts.terraform,
    logGroup: names.audit.trailLogGroupArn,
    logsService: logsService(region),
    s3Service: s3Service(region),
    // EventBridge tells the key of an encrypted topic nothing of a rule; the topic's own policy asks for that.
    topic: names.audit.alarmTopicArn,
  });
  return {
    alias: AUDIT_KEY_ALIAS,
    aliasArn: names.audit.keyAliasArn,
    description: 'Encrypts the files of the trails, and the alarms',
    policy: documentOf([policy, ...(audit.trail === 'own' ? [ofTrails(config)] : [])]),
  };
}

/** What CloudTrail does with the key, for the trails of the organization's accounts: all of them deliver into one bucket. */
function ofTrails(config: OrgConfig): ReviewedPolicy {
  const names = namesOf(config);
  return loadPolicy('audit-key.trail.resource', {
    partition: names.partition,
    organization: config.organization.id,
    trails: names.audit.trailArn('*'),
  });
}
