import { timingSafeEqual } from 'node:crypto';
import type { AccessKey } from './access-key';
import type { ClaimedSignature } from './claimed-signature';
import type { ReadRequest } from './read-request';
import { Malformed } from './refusals';
import { sha256, signatureV4 } from './signature-v4';

/** Why a signature is not believed. */
export type SignatureProblem = 'unknown key' | 'wrong token' | 'expired session' | 'wrong signature' | 'wrong time';

/** How far the clock of a caller may be off, and so how long a signature is good. */
const WINDOW_MS = 15 * 60 * 1000;

/**
 * Whether the signer of a request holds the secret of its key, now; otherwise why that is not believed.
 *
 * Not looked at: the signatures of the chunks of a body that is sent in chunks (`aws-chunked`).
 *
 * @throws Malformed where the signature does not cover what it must
 */
export function signatureProblem(
  request: ReadRequest,
  claimed: ClaimedSignature,
  key: AccessKey | undefined,
  now: Date,
): SignatureProblem | undefined {
  if (!key?.isActive) return 'unknown key';
  const { owner } = key;
  if ((owner.kind === 'user' ? undefined : owner.token) !== claimed.sessionToken) return 'wrong token';
  if (owner.kind !== 'user' && now.getTime() >= Date.parse(owner.expiration)) return 'expired session';
  if (!isTimely(claimed, now)) return 'wrong time';
  return isSignedWith(key.secret, request, claimed) ? undefined : 'wrong signature';
}

function isTimely({ time, scope, expires }: ClaimedSignature, now: Date): boolean {
  if (!time.startsWith(scope.day)) return false;
  const [, year, month, day, hour, minute, second] = /^(....)(..)(..)T(..)(..)(..)Z$/.exec(time) ?? [];
  const age = now.getTime() - Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return age >= -WINDOW_MS && age <= (expires === undefined ? WINDOW_MS : expires * 1000);
}

function isSignedWith(secret: string, request: ReadRequest, claimed: ClaimedSignature): boolean {
  const expected = signatureV4(
    {
      method: request.method,
      path: request.signedPath,
      query: request.signedQuery,
      headers: new Map(covered(request, claimed).map((name) => [name, request.headers.get(name) ?? ''])),
      payload: payloadOf(request, claimed),
      scope: claimed.scope,
      time: claimed.time,
    },
    secret,
  );
  return timingSafeEqual(Buffer.from(expected), Buffer.from(claimed.signature));
}

/** A header that AWS acts upon and that nobody signed could be anybody's. */
function covered({ headers }: ReadRequest, { signedHeaders }: ClaimedSignature): readonly string[] {
  const must = ['host', ...[...headers.keys()].filter((name) => name.startsWith('x-amz-'))];
  const missing = must.filter((name) => !signedHeaders.includes(name));
  if (missing.length > 0) throw new Malformed(`the signature does not cover ${missing.join(', ')}`);
  const absent = signedHeaders.filter((name) => !headers.has(name));
  if (absent.length > 0) throw new Malformed(`the signature covers ${absent.join(', ')}, which is not there`);
  return signedHeaders;
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html */
function payloadOf({ headers, body }: ReadRequest, { scope, expires }: ClaimedSignature): string {
  const isS3 = scope.service === 's3';
  const said = headers.get('x-amz-content-sha256') ?? (isS3 && expires !== undefined ? UNSIGNED : undefined);
  if (said === undefined) return sha256(body);
  if (isS3 && (said === UNSIGNED || STREAMING.has(said))) return said;
  if (said !== sha256(body)) throw new Malformed('the body is not the one whose hash is in x-amz-content-sha256');
  return said;
}

const UNSIGNED = 'UNSIGNED-PAYLOAD';
const STREAMING: ReadonlySet<string> = new Set([
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
  'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
]);
