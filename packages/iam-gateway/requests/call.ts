import { isObject, type JsonObject } from '../iam/json';
import { addressedCall, isAddressed, type RestCall } from './addressed-call';
import { type CarriedService, carriedService } from './carried';
import type { ReadRequest } from './read-request';
import { Malformed } from './refusals';
import { hasRestOperation, REST_SERVICES, restOperation } from './rest-call';
import type { Headers } from './wire-request';
import { type Parameters, parametersOf } from './wire-request';

/** A request as a call of a service's API. */
export type Call = QueryCall | JsonCall | S3Call | RestCall;

/** Of IAM, STS, CloudFormation and SNS: the action and its parameters are a form. */
export interface QueryCall {
  readonly protocol: 'query';
  readonly service: string;
  readonly operation: string;
  readonly parameters: Parameters;
}

/** Of most other services: the action is a header, or a method and a path (`rest`); its parameters are JSON. */
export interface JsonCall {
  readonly protocol: 'json';
  readonly service: string;
  readonly operation: string;
  readonly version: '1.0' | '1.1' | 'rest';
  readonly input: JsonObject;
}

/** Of S3: method, path, query and headers together say what is wanted. */
export interface S3Call {
  readonly protocol: 's3';
  readonly service: 's3';
  readonly method: string;
  readonly bucket: string | undefined;
  readonly key: string | undefined;
  readonly query: Parameters;
  readonly headers: Headers;
  readonly body: Buffer;
}

const QUERY_SERVICES: ReadonlySet<string> = new Set(['cloudformation', 'iam', 'sns', 'sts']);

/** How a service that takes JSON is called. */
export interface JsonService {
  /** How `X-Amz-Target` begins. */
  readonly target: string;
  /** How some clients begin it. @default - all of them begin it in the same way */
  readonly otherTarget?: string;
  readonly version: '1.0' | '1.1';
}

export const JSON_SERVICES: ReadonlyMap<string, JsonService> = new Map<string, JsonService>([
  [
    'cloudtrail',
    {
      target: 'CloudTrail_20131101',
      // The AWS CLI, after botocore's model.
      otherTarget: 'com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101',
      version: '1.1',
    },
  ],
  ['dynamodb', { target: 'DynamoDB_20120810', version: '1.0' }],
  ['events', { target: 'AWSEvents', version: '1.1' }],
  ['kms', { target: 'TrentService', version: '1.1' }],
  ['monitoring', { target: 'GraniteServiceVersion20100801', version: '1.0' }],
  ['logs', { target: 'Logs_20140328', version: '1.1' }],
  ['organizations', { target: 'AWSOrganizationsV20161128', version: '1.1' }],
  ['secretsmanager', { target: 'secretsmanager', version: '1.1' }],
  ['sqs', { target: 'AmazonSQS', version: '1.0' }],
  ['ssm', { target: 'AmazonSSM', version: '1.1' }],
  ['sso', { target: 'SWBExternalService', version: '1.1' }],
]);

/** Which language the service that a request is signed for speaks; undefined where the gateway knows no such service. */
export function protocolOf(service: string): Call['protocol'] | undefined {
  if (service === 's3') return 's3';
  if (QUERY_SERVICES.has(service)) return 'query';
  if (JSON_SERVICES.has(service) || REST_SERVICES.has(service)) return 'json';
  const carried = carriedService(service);
  if (carried === undefined) return undefined;
  if (carried.json.size > 0) return 'json';
  return carried.query.size > 0 ? 'query' : 'rest';
}

/**
 * What a request asks of the service that it is signed for.
 *
 * @throws Malformed where the request is in no form that this service understands, or in two at once
 */
export function callOf(request: ReadRequest, service: string): Call {
  if (service === 's3') return s3Call(request);
  const carried = carriedService(service);
  if (REST_SERVICES.has(service) && (carried === undefined || hasRestOperation(service, request))) {
    return restCall(request, service);
  }
  if (carried !== undefined && isAddressed(request, carried)) return addressedCall(request, service, carried);
  if (request.method !== 'POST' || request.segments.length > 0) throw new Malformed(`${service} takes POST / only`);
  if (request.query.size > 0) throw new Malformed('parameters in the query, beside those in the body');
  const encoding = request.headers.get('content-encoding');
  if (encoding !== undefined) throw new Malformed(`a body that is encoded as ${encoding}`);
  const json = JSON_SERVICES.get(service);
  // A service that has changed its protocol answers in the old one, too: CloudWatch does.
  const isOlder = carried !== undefined && carried.query.size > 0 && !request.headers.has('x-amz-target');
  if (json !== undefined && !isOlder) return jsonCall(request, service, json);
  if (QUERY_SERVICES.has(service)) return queryCall(request, service);
  if (carried !== undefined) return carriedCall(request, service, carried);
  throw new Malformed(`the gateway does not know ${service}`);
}

/** Of the services without a table of their own, the ones that have no path for an operation. */
function carriedCall(request: ReadRequest, service: string, { targets }: CarriedService): JsonCall | QueryCall {
  const asked = request.headers.get('x-amz-target');
  if (asked === undefined) return queryCall(request, service, isLooseParameterName);
  const target = asked.slice(0, Math.max(0, asked.lastIndexOf('.')));
  const version = targets.get(target);
  if (version !== '1.0' && version !== '1.1') throw new Malformed(`X-Amz-Target ${asked}`);
  return jsonCall(request, service, { target, version });
}

function queryCall(
  { headers, body }: ReadRequest,
  service: string,
  isName: (name: string) => boolean = isParameterName,
): QueryCall {
  if (headers.has('x-amz-target')) throw new Malformed('an X-Amz-Target beside an Action');
  if (!/^application\/x-www-form-urlencoded(; ?charset=utf-8)?$/i.test(headers.get('content-type') ?? '')) {
    throw new Malformed(`the content type ${headers.get('content-type')}`);
  }
  const parameters = parametersOf(body.toString('latin1'), 'form');
  const wrong = [...parameters.keys()].find((name) => !isName(name));
  if (wrong !== undefined) throw new Malformed(`the parameter ${JSON.stringify(wrong)}`);
  return { protocol: 'query', service, operation: operationNamed(parameters.get('Action')), parameters };
}

/** `Tags.member.1.Key`: of the ways to write a list, the one that these services' models have. */
function isParameterName(name: string): boolean {
  const parts = name.split('.');
  return parts.every((part, index) =>
    parts[index - 1] === 'member' ? /^[1-9]\d{0,3}$/.test(part) : /^([A-Za-z]+|AuthenticationCode[12])$/.test(part),
  );
}

/** Words and places in lists, in whatever way the service's model writes its lists. */
function isLooseParameterName(name: string): boolean {
  return name.split('.').every((part) => /^([A-Za-z][A-Za-z0-9]*|[1-9]\d{0,3})$/.test(part));
}

function jsonCall(
  { headers, body }: ReadRequest,
  service: string,
  { target, otherTarget, version }: JsonService,
): JsonCall {
  if (headers.get('content-type') !== `application/x-amz-json-${version}`) {
    throw new Malformed(`the content type ${headers.get('content-type')}`);
  }
  const asked = headers.get('x-amz-target') ?? '';
  const dot = asked.lastIndexOf('.');
  const [prefix, operation] = [asked.slice(0, Math.max(0, dot)), asked.slice(dot + 1)];
  if (prefix === '' || (prefix !== target && prefix !== otherTarget)) throw new Malformed(`X-Amz-Target ${asked}`);
  return { protocol: 'json', service, operation: operationNamed(operation), version, input: objectIn(body) };
}

function restCall(request: ReadRequest, service: string): JsonCall {
  const { headers, body } = request;
  for (const header of ['content-encoding', 'x-amz-target']) {
    if (headers.has(header)) throw new Malformed(`${header} in a call of ${service}`);
  }
  if (body.length > 0 && headers.get('content-type') !== 'application/json') {
    throw new Malformed(`the content type ${headers.get('content-type')}`);
  }
  const { operation, input } = restOperation(service, request);
  const inBody = body.length === 0 ? {} : objectIn(body);
  const twice = Object.keys(inBody).find((member) => Object.hasOwn(input, member));
  if (twice !== undefined) throw new Malformed(`${twice} in the body and beside it`);
  return { protocol: 'json', service, operation, version: 'rest', input: { ...inBody, ...input } };
}

function objectIn(body: Buffer): JsonObject {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    if (isObject(value)) return value;
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
  }
  throw new Malformed('a body that is not a JSON object');
}

function operationNamed(name: string | undefined): string {
  if (name === undefined || !/^[A-Z][A-Za-z0-9]+$/.test(name))
    throw new Malformed(`the action ${JSON.stringify(name)}`);
  return name;
}

/** Paths that the emulator takes for something else than S3. */
const NO_BUCKETS = /^(moto-api|_orgstrap|latest$|v20180820$|favicon\.ico$)/;
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** By these a body is known to be in chunks, which the gateway does not put together. */
const CHUNKED = ['content-encoding', 'x-amz-decoded-content-length', 'x-amz-trailer'];
const HASH = 'x-amz-content-sha256';

function s3Call({ method, segments, query, headers, body }: ReadRequest): S3Call {
  const [bucket, ...key] = segments;
  if (bucket !== undefined && (NO_BUCKETS.test(bucket) || !BUCKET.test(bucket))) {
    throw new Malformed(`${JSON.stringify(bucket)} is not the name of a bucket`);
  }
  if (headers.has('x-amz-target') || query.has('Action')) throw new Malformed('an action that S3 does not have');
  if (/^(application\/x-www-form-urlencoded|multipart\/)/i.test(headers.get('content-type') ?? '')) {
    throw new Malformed('a form, sent to S3');
  }
  const encoding = headers.get('content-encoding');
  if (encoding !== undefined && encoding !== 'aws-chunked') throw new Malformed(`an object encoded as ${encoding}`);
  const isChunked = CHUNKED.some((header) => headers.has(header)) || /^STREAMING-/.test(headers.get(HASH) ?? '');
  if (isChunked && (key.length === 0 || method !== 'PUT')) throw new Malformed('chunks that are not of an object');
  return {
    protocol: 's3',
    service: 's3',
    method,
    bucket,
    key: key.length === 0 ? undefined : key.join('/'),
    query,
    headers,
    body,
  };
}
