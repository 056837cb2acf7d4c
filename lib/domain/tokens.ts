import type { Access, CiIdentity, Claims, OidcJobs } from './ci-identity';
import { fitsPattern } from './wildcards';

/** A set of tokens of one issuer, told apart by what IAM compares: a trust policy has a statement for each. */
export interface Tokens {
  /** Without `https://`, as IAM names it. */
  readonly issuer: string;
  readonly audience: string;
  /** Patterns, at least one. */
  readonly subjects: readonly string[];
  /** Patterns of subjects that are not in the set, though others take them in. */
  readonly except: readonly string[];
  /** What else a token must say. */
  readonly claims: Claims;
}

/** A signed token, as much of it as IAM compares. */
export interface Token {
  readonly issuer: string;
  /** With `aud` and `sub`. */
  readonly claims: Claims;
}

/**
 * The tokens by which an identity comes to the role of an access: those of all sets together. The trust policies are made of them, and what
 * must not overlap is compared by them. None where there are keys instead.
 */
export function tokensOf(identity: CiIdentity, access: Access): readonly Tokens[] {
  return identity.kind === 'oidc' ? tokensOfJobs(identity.issuer, identity.jobs[access]) : [];
}

function tokensOfJobs(
  issuer: string,
  { audience, subjects, except = [], audienceOfExcepted, claims = {} }: OidcJobs,
): readonly Tokens[] {
  const meant = { issuer, audience, subjects, except, claims };
  if (audienceOfExcepted === undefined) return [meant];
  return [meant, { ...meant, audience: audienceOfExcepted, subjects: except, except: [] }];
}

/** Whether a token is in one of the sets. */
export function admits(sets: readonly Tokens[], { issuer, claims: said }: Token): boolean {
  return sets.some(
    ({ audience, subjects, except, claims, ...set }) =>
      set.issuer === issuer &&
      said.aud === audience &&
      subjects.some((pattern) => fitsSubject(pattern, said)) &&
      !except.some((pattern) => fitsSubject(pattern, said)) &&
      Object.entries(claims).every(([name, value]) => said[name] === value),
  );
}

function fitsSubject(pattern: string, { sub }: Claims): boolean {
  return sub !== undefined && fitsPattern(pattern, sub);
}
