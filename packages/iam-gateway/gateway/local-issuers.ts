import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, type JSONWebKeySet, type KeyLike, SignJWT } from 'jose';
import type { Caller } from '../iam/caller';

const ALGORITHM = 'RS256';

/** When a token is good, in seconds from now. */
export interface Lifetime {
  readonly from: number;
  readonly until: number;
}

/** As long as GitHub's are. */
const NOW: Lifetime = { from: 0, until: 300 };

/**
 * Stands for the OIDC issuers of CI systems: it signs tokens in their names, with keys that were made for this rehearsal. That
 * these are the keys of an issuer is what the gateway is told, as TLS tells AWS.
 */
export class LocalIssuers {
  private constructor(
    private readonly issuers: ReadonlySet<string>,
    private readonly key: KeyLike,
    private readonly published: JSONWebKeySet,
  ) {}

  /** @param issuers - their URLs without `https://` */
  static async of(issuers: readonly string[]): Promise<LocalIssuers> {
    const { publicKey, privateKey } = await generateKeyPair(ALGORITHM);
    const kid = randomUUID();
    const published = { keys: [{ ...(await exportJWK(publicKey)), kid, alg: ALGORITHM, use: 'sig' }] };
    return new LocalIssuers(new Set(issuers), privateKey, published);
  }

  /** What an issuer publishes, by its URL. */
  keysOf(url: string): JSONWebKeySet | undefined {
    return this.issuers.has(url.replace(/^https:\/\//, '')) ? this.published : undefined;
  }

  /** The token of a job. */
  tokenOf(
    { issuer, claims }: Extract<Caller, { readonly kind: 'webIdentity' }>,
    { from, until }: Lifetime = NOW,
  ): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const kid = this.published.keys[0]?.kid;
    return new SignJWT({ ...claims, iss: `https://${issuer}` })
      .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT', ...(kid === undefined ? {} : { kid }) })
      .setIssuedAt(now + from)
      .setNotBefore(now + from)
      .setExpirationTime(now + until)
      .setJti(randomUUID())
      .sign(this.key);
  }
}
