import type { Tokens } from '../domain/tokens';
import { isExact } from '../domain/wildcards';
import type { PolicyDocument } from '../iam/policy-document';
import { loadPolicy } from './load-policy';

/** Where the provider of the issuer is. */
interface ProviderPlace {
  readonly partition: string;
  readonly account: string;
}

/** The trust policy of a role that jobs become by their tokens: a statement for each set of them. */
export function jobsTrust(place: ProviderPlace, sets: readonly Tokens[]): PolicyDocument {
  const documents = sets.map((tokens) => tokensTrust(place, tokens));
  return { Version: '2012-10-17', Statement: documents.flatMap(({ Statement }) => Statement) };
}

function tokensTrust(place: ProviderPlace, { issuer, audience, subjects, except, claims }: Tokens): PolicyDocument {
  const values = { ...place, issuer, audience, subjects };
  const { repository_id: repositoryId, repository_owner_id: ownerId, ref_protected: isProtected, ref } = claims;
  if (isProtected !== undefined) {
    return loadPolicy('ci-role.oidc-protected-branch.trust', { ...values, isProtected }).document;
  }
  if (repositoryId !== undefined && ownerId !== undefined) {
    const ids = { ...values, ownerId, repositoryId };
    if (ref !== undefined) return loadPolicy('deployer-role.oidc-github.trust', { ...ids, ref }).document;
    return loadPolicy('ci-role.oidc-github-ids.trust', ids).document;
  }
  if (except.length > 0) return loadPolicy('ci-role.oidc-other-branches.trust', { ...values, except }).document;
  return loadPolicy(subjects.every(isExact) ? 'ci-role.oidc.trust' : 'ci-role.oidc-runs.trust', values).document;
}
