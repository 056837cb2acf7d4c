import type { Caller } from '../caller';
import type { World } from '../world';
import { providerArn } from '../key';

/** Why STS does not look at the trust of a role at all. */
export type Disregard = 'no provider' | 'another audience';

/**
 * Whether an account takes a token; otherwise why it does not. The provider is in the role's own account.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
export function disregardOf(
  { oidcProviders, partition }: World,
  { issuer, claims }: Extract<Caller, { readonly kind: 'webIdentity' }>,
  account: string,
): Disregard | undefined {
  const provider = oidcProviders.get(providerArn(partition, account, issuer));
  if (provider === undefined) return 'no provider';
  const { aud } = claims;
  return aud !== undefined && provider.clientIds.includes(aud) ? undefined : 'another audience';
}
