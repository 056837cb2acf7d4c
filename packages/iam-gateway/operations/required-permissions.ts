import type { Call } from '../requests/call';
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
import { referencePermissions } from './reference-permissions';
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
    case 'query': {
      const byHand = entryIn(QUERY_TABLES.get(call.service), call);
      return byHand === undefined ? await referencePermissions(call, here) : byHand(call.parameters, here);
    }
    case 'json': {
      const byHand = entryIn(JSON_TABLES.get(call.service), call);
      return byHand === undefined ? await referencePermissions(call, here) : byHand(call.input, here);
    }
    case 'rest':
      return await referencePermissions(call, here);
  }
}

function entryIn<Entry>(
  table: Readonly<Record<string, Entry>> | undefined,
  { operation }: Extract<Call, { operation: string }>,
): Entry | undefined {
  return table !== undefined && Object.hasOwn(table, operation) ? table[operation] : undefined;
}
