import type { Call } from '../requests/call';
import { Unmapped } from '../requests/refusals';
import { ACCOUNT } from './account';
import { CLOUDFORMATION } from './cloudformation';
import { CLOUDTRAIL } from './cloudtrail';
import { DYNAMODB } from './dynamodb';
import { EVENTS } from './events';
import { IAM } from './iam';
import { KMS } from './kms';
import { LOGS } from './logs';
import { MONITORING } from './monitoring';
import { ORGANIZATIONS } from './organizations';
import { s3Permissions } from './s3';
import { SCHEDULER } from './scheduler';
import { SECRETS_MANAGER } from './secrets-manager';
import { SNS } from './sns';
import { SQS } from './sqs';
import { SSM } from './ssm';
import { SSO } from './sso';
import { STS } from './sts';
import type { JsonTable, QueryTable, RequestPlace, RequiredPermission } from './table';

const QUERY_TABLES: ReadonlyMap<string, QueryTable> = new Map([
  ['cloudformation', CLOUDFORMATION],
  ['iam', IAM],
  ['sns', SNS],
  ['sts', STS],
]);

const JSON_TABLES: ReadonlyMap<string, JsonTable> = new Map([
  ['account', ACCOUNT],
  ['cloudtrail', CLOUDTRAIL],
  ['dynamodb', DYNAMODB],
  ['events', EVENTS],
  ['kms', KMS],
  ['logs', LOGS],
  ['monitoring', MONITORING],
  ['organizations', ORGANIZATIONS],
  ['scheduler', SCHEDULER],
  ['secretsmanager', SECRETS_MANAGER],
  ['sqs', SQS],
  ['ssm', SSM],
  ['sso', SSO],
]);

/**
 * The permissions that a call takes, all of them.
 *
 * @throws Unmapped where the tables do not know the call
 * @throws Malformed where it names something in a way that nothing is named
 */
export async function requiredPermissions(call: Call, here: RequestPlace): Promise<readonly RequiredPermission[]> {
  switch (call.protocol) {
    case 's3':
      return await s3Permissions(call, here);
    case 'query':
      return known(QUERY_TABLES.get(call.service), call)(call.parameters, here);
    case 'json':
      return known(JSON_TABLES.get(call.service), call)(call.input, here);
  }
}

function known<Entry>(
  table: Readonly<Record<string, Entry>> | undefined,
  { service, operation }: Extract<Call, { operation: string }>,
): Entry {
  const entry = table !== undefined && Object.hasOwn(table, operation) ? table[operation] : undefined;
  if (entry === undefined) throw new Unmapped(`${service}:${operation}`);
  return entry;
}
