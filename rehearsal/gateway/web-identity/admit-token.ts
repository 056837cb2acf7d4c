import type { JSONWebKeySet } from 'jose';
import { decide } from '../../iam/decide';
import { providerArn } from '../../iam/oidc/provider';
import { questionOf } from '../../iam/question';
import { SOURCE_IP } from '../decision/authorize';
import { refuseUnknownKeys } from '../decision/unknown-keys';
import type { LiveWorld } from '../world/live-world';
import type { Assumption } from './assumption';
import { TokenRefused } from './token-refused';
import { verifiedToken } from './verified-token';

/** What is known where somebody comes with a token. */
export interface TokenDesk {
  readonly world: LiveWorld;
  readonly now: Date;
  /** The keys that an issuer publishes, by its URL: what AWS fetches from there. */
  keysOf(issuerUrl: string): JSONWebKeySet | undefined;
}

/**
 * Decides whether the holder of a token becomes a role.
 *
 * @returns who the holder is, by issuer and subject
 * @throws TokenRefused where STS would give no credentials
 */
export async function admitToken(
  { role, account, session, token }: Assumption,
  { world, now, keysOf }: TokenDesk,
): Promise<string> {
  const caller = await verifiedToken(token, {
    keysOf,
    clientIdsOf: (issuer) => world.oidcProviders.get(providerArn(world.partition, account, issuer))?.clientIds,
    now,
  });
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
  return `${caller.issuer} ${caller.claims.sub}`;
}
