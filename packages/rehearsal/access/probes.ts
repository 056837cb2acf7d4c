import { accessRoleName, CLOSED_POLICY, IAM_PATH, STATE_KEY } from '../../../lib/domain/names';
import { type HomeRegion, s3Service } from '../../../lib/domain/region';
import type { Request } from '../../iam-gateway/iam/request';
import type { Snapshot } from '../../iam-gateway/iam/snapshot';
import { AUDIT_KEY, roleName } from './intended-audit';
import type { Right } from './matrix';

/** Something that orgstrap made, and what is asked to find out who may do what with it. */
export interface Target {
  /** Its ARN; of a key, which has no name of its own, `the state key of PIPELINE` or the like. */
  readonly name: string;
  /** A right is there where everything that it takes is allowed. */
  readonly probes: ReadonlyMap<Right, readonly Probe[]>;
}

type Probe = Pick<Request, 'action' | 'resource' | 'context'>;

/** Every role, user, bucket, key and secret of a snapshot. */
export function targetsOf(snapshot: Snapshot, region: HomeRegion): readonly Target[] {
  return [
    ...[...snapshot.roles.keys()].map(role),
    ...[...snapshot.users.keys()].map(user),
    ...[...snapshot.resources.keys()].flatMap((arn) => {
      if (arn.includes(':kms:')) return [key(arn, region)];
      if (arn.includes(':secretsmanager:')) return [secret(arn)];
      if (!arn.includes(':s3:::')) return [];
      return [arn.includes(':::orgstrap-state-') ? stateBucket(arn) : logBucket(arn)];
    }),
  ];
}

function role(arn: string): Target {
  const become: [Right, readonly Probe[]] = ['become', [{ action: 'sts:AssumeRole', resource: arn }]];
  const [prefix, name] = arn.split(`:role${IAM_PATH}`);
  if (!name?.startsWith(accessRoleName(''))) return { name: roleName(arn), probes: new Map([become]) };
  const context = { 'iam:PolicyARN': `${prefix}:policy${IAM_PATH}${CLOSED_POLICY}` };
  return {
    name: arn,
    probes: new Map([become, ['close', [{ action: 'iam:AttachRolePolicy', resource: arn, context }]]]),
  };
}

function user(arn: string): Target {
  return {
    name: arn,
    probes: new Map<Right, readonly Probe[]>([
      ['make keys', [{ action: 'iam:CreateAccessKey', resource: arn }]],
      ['set its password', [{ action: 'iam:UpdateLoginProfile', resource: arn }]],
    ]),
  };
}

function secret(arn: string): Target {
  return {
    name: secretTargetName(/:secret:(.+)-[^-]+$/.exec(arn)?.[1] ?? arn),
    probes: new Map<Right, readonly Probe[]>([
      ['read its key', [{ action: 'secretsmanager:GetSecretValue', resource: arn }]],
      ['put a key', [{ action: 'secretsmanager:PutSecretValue', resource: arn }]],
    ]),
  };
}

/** Nobody knows the end of its ARN. */
export function secretTargetName(name: string): string {
  return `the secret ${name}`;
}

/** A workspace of any name: nothing tells them apart. */
function stateBucket(arn: string): Target {
  const state = `${arn}/env:/workspace/${STATE_KEY}`;
  return {
    name: arn,
    probes: new Map<Right, readonly Probe[]>([
      ['list', [{ action: 's3:ListBucket', resource: arn }]],
      ['read states', [{ action: 's3:GetObject', resource: state }]],
      ['write states', [{ action: 's3:PutObject', resource: state }]],
      ['write the default state', [{ action: 's3:PutObject', resource: `${arn}/${STATE_KEY}` }]],
      ['delete states', [{ action: 's3:DeleteObject', resource: state }]],
      ['take locks', [{ action: 's3:PutObject', resource: `${state}.tflock` }]],
      ['release locks', [{ action: 's3:DeleteObject', resource: `${state}.tflock` }]],
    ]),
  };
}

function logBucket(arn: string): Target {
  return {
    name: arn,
    probes: new Map<Right, readonly Probe[]>([
      ['list', [{ action: 's3:ListBucket', resource: arn }]],
      ['read logs', [{ action: 's3:GetObject', resource: `${arn}/log` }]],
      ['write logs', [{ action: 's3:PutObject', resource: `${arn}/log` }]],
      ['delete logs', [{ action: 's3:DeleteObject', resource: `${arn}/log` }]],
    ]),
  };
}

function key(arn: string, region: HomeRegion): Target {
  const use = ['kms:Decrypt', 'kms:GenerateDataKey'];
  const context = { 'kms:ViaService': s3Service(region) };
  return {
    name: keyName(arn),
    probes: new Map<Right, readonly Probe[]>([
      ['use through S3', use.map((action) => ({ action, resource: arn, context }))],
      ['use beside S3', use.map((action) => ({ action, resource: arn }))],
    ]),
  };
}

function keyName(arn: string): string {
  if (/-Audit-Key[^-]*$/.test(arn)) return AUDIT_KEY;
  return stateKeyName(/-Pipeline-(.+)-StateKey[^-]*$/.exec(arn)?.[1] ?? arn);
}

export function stateKeyName(pipeline: string): string {
  return `the state key of ${pipeline}`;
}
