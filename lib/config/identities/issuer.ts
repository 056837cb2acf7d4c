import { exact } from './subject';

/** IAM takes no port and no query, and names the provider by the URL as it stands. */
export const ISSUER_URL = /^https:\/\/[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?:\/[A-Za-z0-9._~-]+)*$/;

export const ISSUER_GUIDANCE = {
  expected: 'an https URL in lower case, without a port, a query or a slash at the end',
  fix: 'copy the issuer from its /.well-known/openid-configuration',
};

/** The URL of a self-managed host's issuer. */
export function issuer(description: string) {
  const attack = 'whoever signs the tokens of another host decides what they say';
  return exact(ISSUER_URL, { ...ISSUER_GUIDANCE, description, attack }).optional();
}

/** An issuer as IAM names its provider: its URL without `https://`. */
export function issuerName(url: string): string {
  return url.replace(/^https:\/\//, '');
}
