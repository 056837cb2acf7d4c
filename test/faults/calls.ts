import { isIP } from 'node:net';
import type { Readable } from 'node:stream';

/** What the SDK sends, as far as a fake of AWS looks at it. */
export interface SentRequest {
  readonly method: string;
  readonly hostname: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: string | Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

/** One call of AWS. */
export interface Call {
  /** `iam:GetRole`. */
  readonly operation: string;
  readonly region: string;
  readonly protocol: 'query' | 'json' | 'rest' | 'head';
  readonly parameters: Readonly<Record<string, string>>;
  /** The account whose role made it, where `assumedKey` made its key. */
  readonly account: string;
  /** Whether a role made it. */
  readonly isSession: boolean;
}

/** The id of a key by which a fake knows the account. */
export function assumedKey(account: string): string {
  return `ASIA${account}`;
}

export function callOf(request: SentRequest): Call {
  const { headers, hostname, method, path } = request;
  const credential = /Credential=([^/]+)\/\d+\/([^/]+)\/([^/]+)\//.exec(headers.authorization ?? '');
  const [, key = '', region = '', service = ''] = credential ?? [];
  const isSession = headers['x-amz-security-token'] !== undefined;
  const who = { region, account: key.replace('ASIA', ''), isSession };
  const target = headers['x-amz-target'];
  const body = textOf(request.body);
  if (target !== undefined) {
    const parameters: Record<string, string> = JSON.parse(body || '{}');
    return { operation: `${service}:${target.split('.').at(-1)}`, protocol: 'json', parameters, ...who };
  }
  if (service in REST_SERVICES) {
    const [, first = '', ...names] = path.split('/');
    const inPath = names.length === 0 ? {} : { Name: names.join('/') };
    const operation = `${service}:${REST_SERVICES[service]?.[`${method} ${first}`]}`;
    return { operation, protocol: 'json', parameters: { ...JSON.parse(body || '{}'), ...inPath }, ...who };
  }
  if (service !== 's3') {
    const parameters = Object.fromEntries(new URLSearchParams(body));
    return { operation: `${service}:${parameters.Action}`, protocol: 'query', parameters, ...who };
  }
  if (method === 'HEAD') return { operation: 's3:HeadBucket', protocol: 'head', parameters: { path }, ...who };
  const [part = ''] = Object.keys(request.query ?? {}).filter((name) => name in PARTS_OF_BUCKETS);
  const isInPath = hostname.startsWith('s3.') || isIP(hostname) !== 0;
  const bucket = isInPath ? (path.split('/')[1] ?? '') : (hostname.split('.')[0] ?? '');
  if (request.query?.['x-id'] === 'GetObject') {
    return {
      operation: 's3:GetObject',
      protocol: 'rest',
      parameters: { bucket, key: decodeURIComponent(path.slice(1)) },
      ...who,
    };
  }
  const operation = PARTS_OF_BUCKETS[part];
  if (operation !== undefined)
    return { operation: `s3:${operation}`, protocol: 'rest', parameters: { bucket }, ...who };
  return { operation: 's3:ListBuckets', protocol: 'rest', parameters: {}, ...who };
}

/** Of services that have a path for each operation: by the method and the first segment. */
const REST_SERVICES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  account: { 'POST getAlternateContact': 'GetAlternateContact' },
  scheduler: { 'GET schedules': 'GetSchedule' },
};

/** By what the query of S3 calls a part of a bucket. */
const PARTS_OF_BUCKETS: Readonly<Record<string, string>> = {
  encryption: 'GetBucketEncryption',
  lifecycle: 'GetBucketLifecycleConfiguration',
  'list-type': 'ListObjectsV2',
  logging: 'GetBucketLogging',
  'object-lock': 'GetObjectLockConfiguration',
  ownershipControls: 'GetBucketOwnershipControls',
  policy: 'GetBucketPolicy',
  publicAccessBlock: 'GetPublicAccessBlock',
  replication: 'GetBucketReplication',
  versioning: 'GetBucketVersioning',
};

function textOf(body: SentRequest['body'] = ''): string {
  return typeof body === 'string' ? body : new TextDecoder().decode(body);
}

export interface WireAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | Readable;
}

/** A value of an answer; in XML a list has `member`s, and a map has each `entry`. */
export type Wire = string | number | boolean | readonly Wire[] | { readonly [name: string]: Wire };

/** What AWS answers, in the protocol of the call. */
export function answerTo({ operation, protocol }: Call, result: { readonly [name: string]: Wire }): WireAnswer {
  if (protocol === 'json') return answer(200, JSON.stringify(result), 'application/x-amz-json-1.1');
  const [, name = ''] = operation.split(':');
  if (protocol === 'query') return answer(200, xml(`${name}Response`, { [`${name}Result`]: result }), 'text/xml');
  return answer(200, protocol === 'head' ? '' : xml('ListAllMyBucketsResult', result), 'application/xml');
}

export function errorTo({ protocol }: Call, statusCode: number, code: string, message: string): WireAnswer {
  if (protocol === 'head') return answer(statusCode, '', 'application/xml');
  if (protocol === 'json') {
    return answer(
      statusCode,
      JSON.stringify({ __type: code, message, Message: message }),
      'application/x-amz-json-1.1',
    );
  }
  const error = { Type: 'Sender', Code: code, Message: message };
  return answer(
    statusCode,
    protocol === 'rest' ? xml('Error', error) : xml('ErrorResponse', { Error: error }),
    'text/xml',
  );
}

export function answer(statusCode: number, body: string, type: string): WireAnswer {
  return { statusCode, headers: { 'content-type': type }, body: Buffer.from(body) };
}

function xml(name: string, value: Wire): string {
  return `<${name}>${inner(value)}</${name}>`;
}

function inner(value: Wire): string {
  if (Array.isArray(value)) return value.map((item: Wire) => xml('member', item)).join('');
  if (typeof value !== 'object') return String(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return Object.entries(value)
    .map(([name, one]) =>
      name === 'entry' && Array.isArray(one) ? one.map((each: Wire) => xml(name, each)).join('') : xml(name, one),
    )
    .join('');
}
