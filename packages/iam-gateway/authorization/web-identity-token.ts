import { createLocalJWKSet, decodeJwt, errors, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose';
import type { Caller } from '../iam/caller';
import type { Claims } from '../iam/oidc-claims';
import { TokenRefused } from '../requests/refusals';

/** The holder of a token that is proved to be of its issuer. */
export type TokenHolder = Extract<Caller, { readonly kind: 'webIdentity' }>;

/** What a token is held against. */
export interface Verification {
  /** The keys that an issuer publishes, by its URL; undefined where there is no such issuer. */
  keysOf(issuerUrl: string): JSONWebKeySet | undefined;
  /** Of the provider for an issuer, in the role's account; undefined where there is none. */
  clientIdsOf(issuer: string): readonly string[] | undefined;
  readonly now: Date;
}

/** Those of AWS: no key is shared, and something is always signed. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512'];

/**
 * Who holds a token: signed by its issuer, in time, and made out to a client id of the provider.
 *
 * @throws TokenRefused where STS would not take it
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
export async function verifiedToken(token: string, { keysOf, clientIdsOf, now }: Verification): Promise<TokenHolder> {
  const url = issuerUrlOf(token);
  const issuer = url.replace(/^https:\/\//, '');
  const clientIds = clientIdsOf(issuer);
  if (clientIds === undefined) {
    throw new TokenRefused('invalid token', `No OpenIDConnect provider found in your account for ${url}`);
  }
  const keys = keysOf(url);
  if (keys === undefined) throw new TokenRefused('unreachable issuer', `${url} could not be reached`);
  try {
    const { payload } = await jwtVerify(token, createLocalJWKSet(keys), {
      algorithms: ALGORITHMS,
      issuer: url,
      currentDate: now,
      requiredClaims: ['aud', 'exp', 'iat', 'sub'],
    });
    return { kind: 'webIdentity', issuer, claims: claimsOf(payload, clientIds, now) };
  } catch (error) {
    throw refusalOf(error, now);
  }
}

function issuerUrlOf(token: string): string {
  try {
    const { iss } = decodeJwt(token);
    if (iss !== undefined && /^https:\/\/[^/]/.test(iss)) return iss;
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) throw error;
  }
  throw new TokenRefused(
    'invalid token',
    'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)',
  );
}

function claimsOf(payload: JWTPayload, clientIds: readonly string[], now: Date): Claims {
  const { aud, azp, iat = 0 } = payload;
  // Which of several audiences STS takes is more than is known here.
  if (typeof aud !== 'string' || azp !== undefined) throw new Error('a token with several audiences, or with azp');
  if (!clientIds.includes(aud)) throw new TokenRefused('invalid token', 'Incorrect token audience');
  if (iat * 1000 > now.getTime()) throw new TokenRefused('invalid token', 'Token is issued in the future');
  return Object.fromEntries(
    Object.entries(payload).filter((claim): claim is [string, string] => typeof claim[1] === 'string'),
  );
}

function refusalOf(error: unknown, now: Date): unknown {
  if (error instanceof errors.JWTExpired) {
    const seconds = Math.floor(now.getTime() / 1000);
    const words = `current date/time ${seconds} must be before the expiration date/time ${error.payload.exp}`;
    return new TokenRefused('expired token', `Token expired: ${words}`);
  }
  if (error instanceof errors.JWKSNoMatchingKey) {
    return new TokenRefused('invalid token', `Couldn't retrieve verification key from your identity provider`);
  }
  if (error instanceof errors.JOSEError) return new TokenRefused('invalid token', error.message);
  return error;
}
