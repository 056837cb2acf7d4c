import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { IAMClient } from '@aws-sdk/client-iam';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { S3Client } from '@aws-sdk/client-s3';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SNSClient } from '@aws-sdk/client-sns';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import type { Endpoints } from '../../iam-gateway/gateway/serve';
import type { JsonObject } from '../../iam-gateway/iam/json';
import { JSON_SERVICES } from '../../iam-gateway/requests/call';
import { sha256, signatureV4, writtenScope } from '../../iam-gateway/requests/signature-v4';
import type { Credentials } from './control';

/** AWS as one principal of the emulated organization sees it. */
export interface Clients {
  readonly cloudFormation: CloudFormationClient;
  readonly cloudWatch: CloudWatchClient;
  readonly iam: IAMClient;
  readonly organizations: OrganizationsClient;
  readonly s3: S3Client;
  readonly scheduler: SchedulerClient;
  readonly sns: SNSClient;
  readonly ssm: SSMClient;
  readonly sts: STSClient;
  /** A call of a service for which no client is installed. */
  call(request: JsonRequest): Promise<JsonObject>;
}

export function clientsFor(endpoints: Endpoints, credentials: Credentials, region: string): Clients {
  const settings = { endpoint: endpoints.endpoint, region, credentials };
  return {
    cloudFormation: new CloudFormationClient(settings),
    cloudWatch: new CloudWatchClient(settings),
    iam: new IAMClient(settings),
    organizations: new OrganizationsClient(settings),
    s3: new S3Client({ ...settings, endpoint: endpoints.s3Endpoint, forcePathStyle: true }),
    scheduler: new SchedulerClient(settings),
    sns: new SNSClient(settings),
    ssm: new SSMClient(settings),
    sts: new STSClient(settings),
    call: (request) => callJson(endpoints, credentials, region, request),
  };
}

/** A call of a service that speaks JSON. */
interface JsonRequest {
  readonly service: string;
  readonly operation: string;
  readonly input: JsonObject;
}

/**
 * Calls a service for which no client is installed.
 *
 * @throws Error with the answer of AWS, where it refuses
 */
async function callJson(
  { endpoint }: Endpoints,
  credentials: Credentials,
  region: string,
  { service, operation, input }: JsonRequest,
): Promise<JsonObject> {
  const { target, version } = JSON_SERVICES.get(service) ?? { target: service, version: '1.1' };
  const body = JSON.stringify(input);
  const time = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const headers = new Map([
    ['content-type', `application/x-amz-json-${version}`],
    ['host', new URL(endpoint).host],
    ['x-amz-date', time],
    ...(credentials.sessionToken === undefined ? [] : ([['x-amz-security-token', credentials.sessionToken]] as const)),
    ['x-amz-target', `${target}.${operation}`],
  ]);
  const scope = { accessKeyId: credentials.accessKeyId, day: time.slice(0, 8), region, service };
  const signed = { method: 'POST', path: '/', query: new Map(), headers, payload: sha256(body), scope, time };
  const signature = signatureV4(signed, credentials.secretAccessKey);
  const names = [...headers.keys()].sort().join(';');
  const authorization = `AWS4-HMAC-SHA256 Credential=${writtenScope(scope)}, SignedHeaders=${names}, Signature=${signature}`;
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { ...Object.fromEntries(headers), authorization },
    body,
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${service} answered ${response.status} to ${operation}: ${text}`);
  return text === '' ? {} : JSON.parse(text);
}
