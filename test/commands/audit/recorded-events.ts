import type { RecordedEvent } from '../../../lib/aws/trail-events';

/**
 * Records of CloudTrail with the fields that AWS documents, for the accounts of the valid `org.yaml`.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
 */
export type Fields = Readonly<Record<string, unknown>>;

export const DEV = '444444444444';
export const TERRAFORM = '222222222222';
export const OPS = '333333333333';

export function event(record: Fields, ...resources: readonly string[]): RecordedEvent {
  return { record: JSON.stringify(record), resources };
}

interface Assumption {
  readonly id?: string;
  readonly time?: string;
  readonly role?: string;
  readonly key?: string;
  readonly session?: string;
  readonly sourceIdentity?: string;
}

/** What the account of the role records when a role of another account becomes it. */
export function assumption(changes: Assumption = {}): Fields {
  const { id = 'assumed', time = '2026-03-01T09:30:00Z', role = 'orgstrap-terraform', key = 'ASIADEV1' } = changes;
  const { session = 'terraform-delivery', sourceIdentity } = changes;
  return {
    eventVersion: '1.08',
    userIdentity: {
      type: 'AWSAccount',
      principalId: 'AROACIROLEEXAMPLE:terraform-delivery',
      accountId: TERRAFORM,
    },
    eventTime: time,
    eventSource: 'sts.amazonaws.com',
    eventName: 'AssumeRole',
    awsRegion: 'eu-west-1',
    sourceIPAddress: '192.0.2.10',
    userAgent: 'APN/1.0 HashiCorp/1.0 Terraform/1.11.4',
    requestParameters: {
      roleArn: `arn:aws:iam::${DEV}:role/orgstrap/${role}`,
      roleSessionName: session,
      durationSeconds: 3600,
      ...(sourceIdentity && { sourceIdentity }),
    },
    responseElements: {
      credentials: { accessKeyId: key, sessionToken: 'TOKEN', expiration: 'Mar 1, 2026, 10:30:00 AM' },
      assumedRoleUser: {
        assumedRoleId: `AROADEVROLEEXAMPLE:${session}`,
        arn: `arn:aws:sts::${DEV}:assumed-role/${role}/${session}`,
      },
      ...(sourceIdentity && { sourceIdentity }),
    },
    requestID: 'request-1',
    eventID: id,
    readOnly: true,
    resources: [{ accountId: DEV, type: 'AWS::IAM::Role', ARN: `arn:aws:iam::${DEV}:role/orgstrap/${role}` }],
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: DEV,
    sharedEventID: `shared-${id}`,
    eventCategory: 'Management',
  };
}

/** The same, as the account of the caller records it: with who it was. */
export function assumptionByCaller(id = 'assumed', ciRole = 'orgstrap-ci-terraform-delivery'): Fields {
  return {
    ...assumption({ id: `caller-${id}` }),
    userIdentity: {
      type: 'AssumedRole',
      principalId: 'AROACIROLEEXAMPLE:terraform-delivery',
      arn: `arn:aws:sts::${TERRAFORM}:assumed-role/${ciRole}/terraform-delivery`,
      accountId: TERRAFORM,
      accessKeyId: 'ASIACI1',
      sessionContext: {
        sessionIssuer: {
          type: 'Role',
          principalId: 'AROACIROLEEXAMPLE',
          arn: `arn:aws:iam::${TERRAFORM}:role/orgstrap/${ciRole}`,
          accountId: TERRAFORM,
          userName: ciRole,
        },
        attributes: { creationDate: '2026-03-01T09:29:50Z', mfaAuthenticated: 'false' },
      },
    },
    recipientAccountId: TERRAFORM,
    sharedEventID: `shared-${id}`,
  };
}

interface Change {
  readonly id?: string;
  readonly time?: string;
  /** The role with its path. */
  readonly role?: string;
  readonly account?: string;
  readonly key?: string;
  readonly session?: string;
  readonly began?: string;
  readonly sourceIdentity?: string;
  readonly source?: string;
  readonly call?: string;
  readonly parameters?: Fields | null;
  readonly error?: string;
}

/** A change by somebody who is in a role. */
export function change(changes: Change = {}): Fields {
  const { id = 'change', time = '2026-03-01T09:31:00Z', role = 'orgstrap/orgstrap-terraform', account = DEV } = changes;
  const { key = 'ASIADEV1', session = 'terraform-delivery', began = '2026-03-01T09:30:00Z', sourceIdentity } = changes;
  const {
    source = 's3.amazonaws.com',
    call = 'CreateBucket',
    parameters = { bucketName: 'app-data' },
    error,
  } = changes;
  const name = role.split('/').at(-1);
  return {
    eventVersion: '1.11',
    userIdentity: {
      type: 'AssumedRole',
      principalId: `AROADEVROLEEXAMPLE:${session}`,
      arn: `arn:aws:sts::${account}:assumed-role/${name}/${session}`,
      accountId: account,
      accessKeyId: key,
      sessionContext: {
        sessionIssuer: {
          type: 'Role',
          principalId: 'AROADEVROLEEXAMPLE',
          arn: `arn:aws:iam::${account}:role/${role}`,
          accountId: account,
          userName: name,
        },
        attributes: { creationDate: began, mfaAuthenticated: 'false' },
        ...(sourceIdentity && { sourceIdentity }),
      },
    },
    eventTime: time,
    eventSource: source,
    eventName: call,
    awsRegion: 'eu-west-1',
    sourceIPAddress: '192.0.2.10',
    userAgent: 'APN/1.0 HashiCorp/1.0 Terraform/1.11.4',
    ...(error && { errorCode: error, errorMessage: 'no' }),
    requestParameters: parameters,
    responseElements: null,
    requestID: 'request-2',
    eventID: id,
    readOnly: false,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: account,
    eventCategory: 'Management',
  };
}
