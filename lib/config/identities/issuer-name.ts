/** An issuer as IAM names its provider: its URL without `https://`. */
export function issuerName(url: string): string {
  return url.replace(/^https:\/\//, '');
}
