import { runSimulation } from '@cloud-copilot/iam-simulate';
import type { Json, JsonObject } from '../../../lib/domain/json';
import { decide } from '../../../lib/iam/evaluation/decide';
import type { Decision } from '../../../lib/iam/evaluation/decision';
import { readPolicy } from '../../../lib/iam/evaluation/policy';
import { requestContext } from '../../../lib/iam/evaluation/request-context';

/** What one statement of a user says to the user's own call, which nothing else allows or denies. */
export interface OneStatement {
  readonly action?: string;
  readonly resource?: string;
  readonly statement: JsonObject;
  readonly context: Readonly<Record<string, string | readonly string[]>>;
  /** @default - the keys that `context` lacks are not in the request */
  readonly unknownKeys?: true;
}

const ACCOUNT = '111111111111';
const USER = `arn:aws:iam::${ACCOUNT}:user/someone`;
const ACTION = 's3:ListBucket';
const RESOURCE = 'arn:aws:s3:::bucket';

function documentOf(statement: JsonObject): Json {
  const everything: JsonObject = 'NotResource' in statement ? {} : { Resource: '*' };
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', ...everything, ...statement }] };
}

export function ourAnswer({
  action = ACTION,
  resource = RESOURCE,
  statement,
  context,
  unknownKeys,
}: OneStatement): Decision {
  return decide(
    {
      principal: { kind: 'user', account: ACCOUNT, arn: USER },
      action,
      resource,
      owner: ACCOUNT,
      context: requestContext(context, unknownKeys ? [] : ['*']),
    },
    {
      identity: [readPolicy('policy', documentOf(statement))],
      organization: { managementAccount: ACCOUNT, paths: new Map(), attached: { scp: undefined, rcp: undefined } },
    },
  );
}

/** The same, by the library that the rehearsal's engine is made of, and without what the engine refuses to be asked. */
export async function theirAnswer({
  action = ACTION,
  resource = RESOURCE,
  statement,
  context,
}: OneStatement): Promise<boolean> {
  const contextVariables = Object.fromEntries(
    Object.entries(context).map(([key, value]) => [key, typeof value === 'string' ? value : [...value]]),
  );
  const result = await runSimulation(
    {
      request: { principal: USER, action, resource: { resource, accountId: ACCOUNT }, contextVariables },
      identityPolicies: [{ name: 'policy', policy: documentOf(statement) }],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  );
  if (result.resultType !== 'single') throw new Error(JSON.stringify(result));
  return result.result.analysis.result === 'Allowed';
}
