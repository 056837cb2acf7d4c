import type { KeyOwner } from './access-key';
import { isJsonBody, type RestCall } from './addressed-call';
import { type Call, JSON_SERVICES, type JsonCall } from './call';
import { carriedService } from './carried';
import type { ClaimedSignature } from './claimed-signature';
import type { ReadRequest } from './read-request';
import { Malformed } from './refusals';
import { restParts } from './rest-call';
import { writtenScope } from './signature-v4';
import { writtenParameters, writtenPath } from './wire-request';

/** A request as the gateway sends it on. */
export interface Outgoing {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/**
 * A request that says what the gateway has understood, and nothing else: written anew from the call, so that what
 * the gateway overlooked is not in it.
 */
export function rebuilt(request: ReadRequest, call: Call): Outgoing {
  const { signature, headers } = request;
  const common = { host: headers.get('host') ?? '', ...(signature && writtenSignature(signature)) };
  const { method, target, own, body } = partsOf(request, call);
  return { method, target, headers: { ...common, ...own, 'content-length': String(body.length) }, body };
}

/** Signed in the URL or in a header, the emulator learns of it in one way. */
function writtenSignature({ scope, time, sessionToken, signedHeaders, signature }: ClaimedSignature) {
  return {
    authorization: `AWS4-HMAC-SHA256 Credential=${writtenScope(scope)}, SignedHeaders=${signedHeaders.join(';')}, Signature=${signature}`,
    'x-amz-date': time,
    ...(sessionToken === undefined ? {} : { 'x-amz-security-token': sessionToken }),
  };
}

interface Parts {
  readonly method: string;
  readonly target: string;
  readonly own: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

function partsOf(request: ReadRequest, call: Call): Parts {
  switch (call.protocol) {
    case 'query':
      return {
        method: 'POST',
        target: '/',
        own: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
        body: Buffer.from(writtenParameters(call.parameters)),
      };
    case 'json':
      if (call.version === 'rest') return restRequest(call);
      return {
        method: 'POST',
        target: '/',
        own: {
          'content-type': `application/x-amz-json-${call.version}`,
          'x-amz-target': `${targetOf(call.service)}.${call.operation}`,
        },
        body: Buffer.from(writtenJson(call.input)),
      };
    case 'rest':
      return addressedRequest(call);
    case 's3': {
      const query = writtenParameters(call.query);
      return {
        method: call.method,
        target: `${writtenPath(request.segments)}${query === '' ? '' : `?${query}`}`,
        own: Object.fromEntries([...call.headers].filter(([name]) => isForS3(name))),
        body: call.body,
      };
    }
  }
}

/** In a table of its own, or the one that the service has in the emulator. */
function targetOf(service: string): string | undefined {
  return JSON_SERVICES.get(service)?.target ?? [...(carriedService(service)?.targets.keys() ?? [])][0];
}

/** JSON is written anew; what is none stays as it is, because nobody has read it. */
function addressedRequest({ method, path, query, headers, body }: RestCall): Parts {
  const written = writtenParameters(query);
  const isJson = isJsonBody(headers, body);
  return {
    method,
    target: `${path}${written === '' ? '' : `?${written}`}`,
    own: Object.fromEntries([...headers].filter(([name]) => name === 'content-type' || name.startsWith('x-amz-'))),
    body: isJson ? Buffer.from(writtenJson(JSON.parse(body.toString()))) : body,
  };
}

function restRequest({ service, operation, input }: JsonCall): Parts {
  const { method, target, body } = restParts(service, operation, input);
  if (method === 'GET') return { method, target, own: {}, body: Buffer.alloc(0) };
  return { method, target, own: { 'content-type': 'application/json' }, body: Buffer.from(writtenJson(body)) };
}

/** moto looks for parameters of a form in every body: with `&Action=` in a value, JSON could name another action. */
function writtenJson(input: unknown): string {
  return JSON.stringify(input).replaceAll('&', '\\u0026').replaceAll('=', '\\u003d');
}

const FOR_S3: ReadonlySet<string> = new Set([
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-md5',
  'content-type',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-unmodified-since',
  'range',
]);

function isForS3(name: string): boolean {
  return FOR_S3.has(name) || name.startsWith('x-amz-');
}

/** Operations of IAM that are about the caller where they name no user. */
const OWN: ReadonlySet<string> = new Set([
  'CreateAccessKey',
  'CreateLoginProfile',
  'DeactivateMFADevice',
  'DeleteAccessKey',
  'DeleteLoginProfile',
  'GetLoginProfile',
  'GetUser',
  'ListAccessKeys',
  'ListMFADevices',
  'UpdateAccessKey',
]);

/**
 * The call with the name of the user whom it is about: the emulator would find out by itself in another way, and take the
 * owner of the key that is to be deleted for the caller.
 *
 * @throws Malformed where a role asks, which is nobody in particular
 */
export function withOwnUserName(call: Call, owner: KeyOwner): Call {
  if (call.protocol !== 'query' || call.service !== 'iam' || !OWN.has(call.operation)) return call;
  if (call.parameters.has('UserName')) return call;
  if (owner.kind === 'session') throw new Malformed('Must specify userName when calling with non-User credentials');
  const parameters = new Map([...call.parameters, ['UserName', owner.arn.split('/').at(-1) ?? '']]);
  return { ...call, parameters };
}
