import type { JSONWebKeySet } from 'jose';
import { decide } from '../../iam/decide';
import { questionOf } from '../../iam/question';
import { SOURCE_IP } from '../decision/authorize';
import { refuseUnknownKeys } from '../decision/unknown-keys';
import type { LiveWorld } from '../world/live-world';
import type { Assumption } from './assumption';
import { TokenRefused } from './token-refused';
import { type TokenHolder, verifiedToken } from './verified-token';
import { providerArn } from '../../iam/key';

/** What is known where somebody comes with a token. */
export interface TokenDesk {
  readonly world: LiveWorld;
  readonly now: Date;
  /** The keys that an issuer publishes, by its URL: what AWS fetches from there. */
  keysOf(issuerUrl: string): JSONWebKeySet | undefined;
}

/**
 * Who holds the token that somebody comes with.
 *
 * @throws TokenRefused where STS would not take it
 */
export function holderOf({ account, token }: Assumption, { world, now, keysOf }: TokenDesk): Promise<TokenHolder> {
  return verifiedToken(token, {
    keysOf,
    clientIdsOf: (issuer) => world.oidcProviders.get(providerArn(world.partition, account, issuer))?.clientIds,
    now,
  });
}

/**
 * Decides whether the holder of a token becomes a role.
 *
 * @throws TokenRefused where STS would give no credentials
 */
export async function admitHolder(
  caller: TokenHolder,
  { role, session }: Assumption,
  { world }: Pick<TokenDesk, 'world'>,
): Promise<void> {
  const request = {
    caller,
    action: 'sts:AssumeRoleWithWebIdentity',
    resource: role,
    context: { 'sts:RoleSessionName': session, 'aws:SourceIp': SOURCE_IP },
  };
  refuseUnknownKeys(questionOf(world, request));
  const { outcome } = await decide(world, request);
  if (outcome !== 'Allowed') {
    throw new TokenRefused('denied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity');
  }
}
