import { isObject, type JsonObject, parsedJson } from '../iam/json';
import type { CarriedService } from './carried';
import type { ReadRequest } from './read-request';
import { Malformed, NotCarried } from './refusals';
import { addressedOperation } from './rest-address';
import type { Headers, Parameters } from './wire-request';

/** Of a service that has a method and a path for each operation, and no table of its own here. */
export interface RestCall {
  readonly protocol: 'rest';
  readonly service: string;
  readonly operation: string;
  readonly method: string;
  /** As it was signed. */
  readonly path: string;
  readonly segments: readonly string[];
  readonly query: Parameters;
  readonly headers: Headers;
  /** What path and query say, and the body where it is JSON. */
  readonly input: JsonObject;
  readonly body: Buffer;
}

/** Whether a request says by its method and path what it asks for: some services have such operations beside others. */
export function isAddressed({ method, segments, headers }: ReadRequest, { rest }: CarriedService): boolean {
  return rest.length > 0 && !headers.has('x-amz-target') && (method !== 'POST' || segments.length > 0);
}

/**
 * The operation of a service that has a method and a path for each.
 *
 * @throws Malformed where the emulator has none there, or would take the path for that of another one, because it splits it at escaped slashes, too
 */
export function addressedCall(request: ReadRequest, service: string, { rest }: CarriedService): RestCall {
  const { method, segments, query, headers, body, signedPath: path } = request;
  const encoding = headers.get('content-encoding');
  if (encoding !== undefined) throw new Malformed(`a body that is encoded as ${encoding}`);
  if (/^(application\/x-www-form-urlencoded|multipart\/)/i.test(headers.get('content-type') ?? '')) {
    throw new Malformed(`a form, sent to ${service}`);
  }
  const found = addressedOperation(rest, request);
  if (found === undefined) throw new NotCarried(`${service} ${method} ${decoded(segments)}`);
  const split = addressedOperation(rest, { method, segments: decoded(segments).slice(1).split('/'), query });
  if (split !== undefined && split.operation !== found.operation) {
    throw new Malformed(`a path that is ${found.operation} or ${split.operation}`);
  }
  const inQuery = Object.fromEntries(query);
  const input = { ...inBody(headers, body), ...inQuery, ...found.members };
  return { protocol: 'rest', service, operation: found.operation, method, path, segments, query, headers, input, body };
}

function decoded(segments: readonly string[]): string {
  return `/${segments.join('/')}`;
}

/** Whether a body is read, and so written anew. */
export function isJsonBody(headers: Headers, body: Buffer): boolean {
  return body.length > 0 && /^application\/(json|x-amz-json-1\.[01])$/.test(headers.get('content-type') ?? '');
}

function inBody(headers: Headers, body: Buffer): JsonObject {
  if (!isJsonBody(headers, body)) return {};
  const value = parsedJson(body.toString());
  if (isObject(value)) return value;
  throw new Malformed('a body that is not a JSON object');
}
