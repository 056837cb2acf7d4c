import type { Call } from './request/call';

/**
 * Whether a call may change who may do what: all that is not known to only read, in the services whose state decides
 * about access. CloudFormation and Organizations change other accounts, too.
 */
export function mayChangeAccess(call: Call): boolean {
  if (call.protocol === 's3') return call.key === undefined && call.method !== 'GET' && call.method !== 'HEAD';
  if (!DECIDING.has(call.service)) return false;
  return !/^(Describe|Get|List)/.test(call.operation);
}

const DECIDING: ReadonlySet<string> = new Set([
  'cloudformation',
  'iam',
  'kms',
  'organizations',
  'secretsmanager',
  'sqs',
]);
