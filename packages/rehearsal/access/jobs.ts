import type { Access, OidcIdentity } from '../../../lib/domain/ci-identity';
import { admits, tokensOf } from '../../../lib/domain/tokens';
import type { Caller } from '../../iam-gateway/iam/caller';

/** A job of a CI system, as its token names it. */
export type Job = Extract<Caller, { readonly kind: 'webIdentity' }>;

/** What the matrix calls the jobs of a pipeline. */
export function jobName(pipeline: string, access: Access): string {
  return `the jobs of ${pipeline} that ${access}`;
}

/**
 * One of the jobs that `org.yaml` means: of a run and of a branch of which it says nothing, there is one like any other.
 *
 * @param part - of its subject, where one with it is wanted
 */
export function jobOf(identity: OidcIdentity, access: Access, part = ''): Job {
  const [tokens] = tokensOf(identity, access);
  if (tokens === undefined) throw new Error(`no job may ${access}`);
  const { issuer, audience, subjects, claims } = tokens;
  const subject = subjects.find((each) => each.includes(part));
  if (subject === undefined) throw new Error(`no job with ${part} in its subject may ${access}`);
  const sub = subject.replaceAll('?', '0').replaceAll('*', 'feature/x');
  return { kind: 'webIdentity', issuer, claims: { ...claims, aud: audience, sub } };
}

/** Whether `org.yaml` means the job, too, where it says who applies or plans. */
export function isMeant(identity: OidcIdentity, access: Access, job: Job): boolean {
  return admits(tokensOf(identity, access), job);
}
