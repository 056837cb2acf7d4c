import { carriedService } from './carried';
import { type ClaimedSignature, claimedSignature, SIGNATURE_PARAMETERS } from './claimed-signature';
import { Malformed } from './refusals';
import type { WireRequest } from './wire-request';
import { type Headers, headersOf, type Parameters, parametersOf, segmentsOf, writtenPath } from './wire-request';

/** A request that can be read in one way only. Everything after this works with it, and never again with the wire. */
export interface ReadRequest {
  readonly method: string;
  /** Of the path, decoded. */
  readonly segments: readonly string[];
  /** Without what belongs to a signature. */
  readonly query: Parameters;
  /** The path as it was signed: after the name of a bucket there may be a slash that means nothing. */
  readonly signedPath: string;
  /** The query as it was signed, without the signature. */
  readonly signedQuery: Parameters;
  readonly headers: Headers;
  readonly body: Buffer;
  /** Undefined where nobody signed. */
  readonly signature: ClaimedSignature | undefined;
}

const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'PUT', 'POST', 'DELETE']);

/**
 * Reads a request, once.
 *
 * @param hosts - the hosts under which the gateway is reached; under any other, S3 finds a bucket in the host's name
 * @throws Malformed where it could be read in another way, too
 */
export function readRequest(wire: WireRequest, hosts: ReadonlySet<string>): ReadRequest {
  const { method, target, body } = wire;
  const headers = headersOf(wire);
  const host = headers.get('host') ?? '';
  if (!hosts.has(host)) throw new Malformed(`the host ${JSON.stringify(host)}`);
  const question = target.indexOf('?');
  const path = question < 0 ? target : target.slice(0, question);
  const all = parametersOf(question < 0 ? '' : target.slice(question + 1), 'query');
  const without = (names: (name: string) => boolean) => new Map([...all].filter(([name]) => !names(name)));
  const signature = claimedSignature(headers, all);
  const isCarried = signature !== undefined && carriedService(signature.scope.service) !== undefined;
  if (!METHODS.has(method) && !(isCarried && method === 'PATCH')) throw new Malformed(`the method ${method}`);
  const segments = segmentsOf(path, isCarried ? 'labels' : 'names');
  return {
    method,
    segments,
    signedPath: `${writtenPath(segments)}${segments.length > 0 && path.endsWith('/') ? '/' : ''}`,
    query: without((name) => SIGNATURE_PARAMETERS.has(name)),
    signedQuery: without((name) => name === 'X-Amz-Signature'),
    headers,
    body,
    signature,
  };
}
