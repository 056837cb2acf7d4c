import type { GitHubIds, OidcIdentity, OidcJobs } from '../../domain/ci-identity';
import type { ParsedIdentity } from '../schema/identities/identity';
import { issuerName } from './issuer-name';

type GitHub = NonNullable<ParsedIdentity['github']>;

/**
 * The subject is classic (`repo:OWNER/NAME:...`) or, by default since 15 July 2026, immutable (`repo:OWNER@ID/NAME@ID:...`). Where the
 * ids are known both are admitted, because the ids themselves are asked for, too.
 *
 * @see https://docs.github.com/en/actions/reference/security/oidc
 */
export function githubIdentity({ repository, ids, issuer, apply, plan }: GitHub): OidcIdentity {
  const repositories = [repository, ...(ids === undefined ? [] : [immutable(repository, ids)])];
  const jobs = (contexts: readonly string[]): OidcJobs => ({
    audience: 'sts.amazonaws.com',
    subjects: contexts.flatMap((context) => repositories.map((name) => `repo:${name}:${context}`)),
    runs: false,
    ...(ids === undefined || issuer !== undefined ? {} : { githubIds: texts(ids) }),
  });
  return {
    kind: 'oidc',
    system: 'github',
    issuer: issuerName(issuer ?? 'https://token.actions.githubusercontent.com'),
    jobs: {
      apply: jobs(contextsOf(apply)),
      plan: jobs([...(plan.pullRequests === undefined ? [] : ['pull_request']), ...contextsOf(plan)]),
    },
  };
}

function contextsOf({ environment, branch }: GitHub['apply']): readonly string[] {
  return [
    // A colon would look like the next part of the subject, so GitHub escapes it.
    ...(environment === undefined ? [] : [`environment:${environment.replaceAll(':', '%3A')}`]),
    ...(branch === undefined ? [] : [`ref:refs/heads/${branch}`]),
  ];
}

function immutable(repository: string, { owner, repository: id }: NonNullable<GitHub['ids']>): string {
  const [ownerName, name] = repository.split('/');
  return `${ownerName}@${owner}/${name}@${id}`;
}

function texts({ owner, repository }: NonNullable<GitHub['ids']>): GitHubIds {
  return { owner: String(owner), repository: String(repository) };
}
