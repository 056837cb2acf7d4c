import { Malformed } from './refusals';
import { type CredentialScope, credentialScope } from './signature-v4';
import type { Headers, Parameters } from './wire-request';

/** A signature as a request claims it; nobody has verified it yet. */
export interface ClaimedSignature {
  readonly scope: CredentialScope;
  /** `20261121T093000Z`. */
  readonly time: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly sessionToken?: string;
  /** Only of a request that is signed in its URL: for how many seconds it is good. */
  readonly expires?: number;
}

/** The parameters of a query that belong to its signature. */
export const SIGNATURE_PARAMETERS: ReadonlySet<string> = new Set([
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Date',
  'X-Amz-Expires',
  'X-Amz-Security-Token',
  'X-Amz-Signature',
  'X-Amz-SignedHeaders',
]);

const ALGORITHM = 'AWS4-HMAC-SHA256';
const LONGEST_EXPIRY_SECONDS = 604_800;

/**
 * The signature of a request, from its header or from its URL; undefined where there is none.
 *
 * @throws Malformed where there are both, or one that is not complete
 */
export function claimedSignature(headers: Headers, query: Parameters): ClaimedSignature | undefined {
  const authorization = headers.get('authorization');
  const isInUrl = [...query.keys()].some((name) => /^x-amz-(algorithm|credential|signature)$/i.test(name));
  if (authorization !== undefined && isInUrl) throw new Malformed('a signature in the header and another in the URL');
  if (authorization !== undefined) return fromHeader(authorization, headers);
  return isInUrl ? fromUrl(query, headers) : undefined;
}

const HEADER =
  /^AWS4-HMAC-SHA256 Credential=(?<scope>[^,\s]+), ?SignedHeaders=(?<names>[^,\s]+), ?Signature=(?<signature>[0-9a-f]{64})$/;

function fromHeader(authorization: string, headers: Headers): ClaimedSignature {
  const { scope, names, signature } = HEADER.exec(authorization)?.groups ?? {};
  if (!scope || !names || !signature) throw new Malformed('an Authorization header that is not of Signature Version 4');
  const sessionToken = headers.get('x-amz-security-token');
  return {
    scope: credentialScope(scope),
    time: timeOf(headers.get('x-amz-date')),
    signedHeaders: namesOf(names),
    signature,
    ...(sessionToken === undefined ? {} : { sessionToken }),
  };
}

function fromUrl(query: Parameters, headers: Headers): ClaimedSignature {
  if (query.get('X-Amz-Algorithm') !== ALGORITHM) throw new Malformed(`the algorithm ${query.get('X-Amz-Algorithm')}`);
  if (headers.has('x-amz-date') || headers.has('x-amz-security-token')) {
    throw new Malformed('half of a signature in the URL, half of it in headers');
  }
  const expires = query.get('X-Amz-Expires') ?? '';
  if (!/^[1-9]\d{0,5}$/.test(expires) || Number(expires) > LONGEST_EXPIRY_SECONDS) {
    throw new Malformed(`X-Amz-Expires is ${JSON.stringify(expires)}`);
  }
  const signature = query.get('X-Amz-Signature') ?? '';
  if (!/^[0-9a-f]{64}$/.test(signature)) throw new Malformed('X-Amz-Signature is not a signature');
  const sessionToken = query.get('X-Amz-Security-Token');
  return {
    scope: credentialScope(query.get('X-Amz-Credential') ?? ''),
    time: timeOf(query.get('X-Amz-Date')),
    signedHeaders: namesOf(query.get('X-Amz-SignedHeaders') ?? ''),
    signature,
    expires: Number(expires),
    ...(sessionToken === undefined ? {} : { sessionToken }),
  };
}

function timeOf(text: string | undefined): string {
  if (text === undefined || !/^\d{8}T\d{6}Z$/.test(text)) throw new Malformed(`the date ${JSON.stringify(text)}`);
  return text;
}

function namesOf(text: string): readonly string[] {
  const names = text.split(';');
  if (new Set(names).size !== names.length || !names.every((name) => /^[a-z0-9-]+$/.test(name))) {
    throw new Malformed(`the signed headers ${JSON.stringify(text)}`);
  }
  return names;
}
