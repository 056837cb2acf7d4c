import type { JSONWebKeySet } from 'jose';
import { decide } from '../engine/decide';
import { providerArn } from '../iam/arn';
import { questionOf } from '../iam/question';
import type { ReadRequest } from '../requests/read-request';
import { Malformed, TokenRefused, Unmapped } from '../requests/refusals';
import type { Parameters } from '../requests/wire-request';
import type { StoredSnapshot } from '../store/stored-snapshot';
import { refuseUnknownKeys, SOURCE_IP } from './authorize';
import { type TokenHolder, verifiedToken } from './web-identity-token';

/** What is known where somebody comes with a token. */
export interface TokenContext {
  readonly snapshot: StoredSnapshot;
  readonly now: Date;
  /** The keys that an issuer publishes, by its URL: what AWS fetches from there. */
  keysOf(issuerUrl: string): JSONWebKeySet | undefined;
}

/**
 * Who holds the token that somebody comes with.
 *
 * @throws TokenRefused where STS would not take it
 */
export function holderOf(
  { account, token }: Assumption,
  { snapshot, now, keysOf }: TokenContext,
): Promise<TokenHolder> {
  return verifiedToken(token, {
    keysOf,
    clientIdsOf: (issuer) => snapshot.oidcProviders.get(providerArn(snapshot.partition, account, issuer))?.clientIds,
    now,
  });
}

/**
 * Decides whether the holder of a token becomes a role.
 *
 * @throws TokenRefused where STS would give no credentials
 */
export async function admitTokenHolder(
  caller: TokenHolder,
  { role, session }: Assumption,
  { snapshot }: Pick<TokenContext, 'snapshot'>,
): Promise<void> {
  const request = {
    caller,
    action: 'sts:AssumeRoleWithWebIdentity',
    resource: role,
    context: { 'sts:RoleSessionName': session, 'aws:SourceIp': SOURCE_IP },
  };
  refuseUnknownKeys(questionOf(snapshot, request));
  const { outcome } = await decide(snapshot, request);
  if (outcome !== 'Allowed') {
    throw new TokenRefused('denied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity');
  }
}

/** What somebody with a token asks of STS. */
interface Assumption {
  readonly role: string;
  /** Of the role. */
  readonly account: string;
  readonly session: string;
  readonly token: string;
}

export const ASSUME_ROLE_WITH_WEB_IDENTITY = 'AssumeRoleWithWebIdentity';

/** Whether a request that nobody signed is of the one kind that nobody has to sign. */
export function asksWithToken({ method, segments, headers, body }: ReadRequest): boolean {
  return (
    method === 'POST' &&
    segments.length === 0 &&
    (headers.get('content-type') ?? '').startsWith('application/x-www-form-urlencoded') &&
    new URLSearchParams(body.toString('latin1')).get('Action') === ASSUME_ROLE_WITH_WEB_IDENTITY
  );
}

const KNOWN: ReadonlySet<string> = new Set([
  'Action',
  'DurationSeconds',
  'RoleArn',
  'RoleSessionName',
  'Version',
  'WebIdentityToken',
]);

/**
 * @throws Unmapped for a parameter that nobody has thought of
 * @throws Malformed where one is missing, or names nothing
 */
export function assumptionIn(parameters: Parameters): Assumption {
  const strange = [...parameters.keys()].filter((name) => !KNOWN.has(name));
  if (strange.length > 0) throw new Unmapped(`sts:${ASSUME_ROLE_WITH_WEB_IDENTITY} with ${strange.join(', ')}`);
  const role = parameters.get('RoleArn') ?? '';
  const [, account] = /^arn:[a-z-]+:iam::(\d{12}):role\/[\w+=,.@/-]+$/.exec(role) ?? [];
  if (account === undefined) throw new Malformed(`${JSON.stringify(role)} is not the ARN of a role`);
  const session = parameters.get('RoleSessionName') ?? '';
  if (!/^[\w+=,.@-]{2,64}$/.test(session)) throw new Malformed(`the session name ${JSON.stringify(session)}`);
  const token = parameters.get('WebIdentityToken');
  if (token === undefined) throw new Malformed('no WebIdentityToken');
  return { role, account, session, token };
}
