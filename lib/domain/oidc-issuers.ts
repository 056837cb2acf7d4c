import { ACCESSES } from './access';
import { isOidc } from './ci-identity';
import type { OrgConfig } from './org-config';

export interface OidcIssuer {
  /** The URL without `https://`. */
  readonly issuer: string;
  /** All that tokens of it may be made out to, sorted. */
  readonly audiences: readonly string[];
}

/** The issuers that the pipelines need and orgstrap makes the providers of, sorted: each once. */
export function oidcIssuersOf({ pipelines, existingOidcProviders }: OrgConfig): readonly OidcIssuer[] {
  const audiences = new Map<string, Set<string>>();
  for (const identity of pipelines.map((pipeline) => pipeline.identity).filter(isOidc)) {
    const known = audiences.get(identity.issuer) ?? new Set();
    audiences.set(identity.issuer, new Set([...known, ...ACCESSES.map((access) => identity.jobs[access].audience)]));
  }
  return [...audiences]
    .filter(([issuer]) => !existingOidcProviders.includes(issuer))
    .map(([issuer, some]) => ({ issuer, audiences: [...some].sort() }))
    .sort((a, b) => (a.issuer < b.issuer ? -1 : 1));
}
