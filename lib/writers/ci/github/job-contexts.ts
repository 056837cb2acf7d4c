import type { Access } from '../../../domain/ci-identity';
import { type CiIdentity, isOidc, type OidcJobs } from '../../../domain/ci-identity';
import { EXIT, Failure } from '../../../domain/failure';

/** Where the jobs of a pipeline run, so that their tokens have the subjects that its roles trust. */
export interface JobContexts {
  /** The branch that is applied. */
  readonly branch: string;
  /** The environment of the jobs of each access, where there is one. */
  readonly environments: Readonly<Partial<Record<Access, string>>>;
}

interface Contexts {
  readonly branch?: string;
  readonly environment?: string;
  readonly pullRequests: boolean;
}

/**
 * Reads them off the subjects. With keys there are none: the keys of the user that applies belong in an environment.
 *
 * @throws Failure `PlanNotTrusted` where no job could plan both pull requests and the branch.
 * @see https://docs.github.com/en/actions/reference/security/oidc
 */
export function jobContexts(identity: CiIdentity): JobContexts {
  if (!isOidc(identity)) return { branch: 'main', environments: { apply: 'production' } };
  const [apply, plan] = [contextsOf(identity.jobs.apply), contextsOf(identity.jobs.plan)];
  const branch = apply.branch ?? plan.branch ?? 'main';
  if (apply.environment === undefined && plan.environment === undefined) {
    throw new Failure(
      'PlanNotTrusted',
      `the workflow plans ${branch} before it is applied, and a job that plans it would have the token that applies it: write apply: { environment: production } in org.yaml`,
      EXIT.unusable,
    );
  }
  // The token of a job with an environment names nothing else, so where there is one it stands for both.
  if (plan.environment === undefined && !(plan.pullRequests && plan.branch === branch)) {
    throw new Failure(
      'PlanNotTrusted',
      `the workflow plans pull requests, and ${branch} before it is applied and for drift: write plan: { pullRequests: {}, branch: ${branch} } in org.yaml`,
      EXIT.unusable,
    );
  }
  return {
    branch,
    environments: {
      ...(apply.environment === undefined ? {} : { apply: apply.environment }),
      ...(plan.environment === undefined ? {} : { plan: plan.environment }),
    },
  };
}

/** The branch for a filter of a trigger, where a plus sign would repeat what is before it. */
export function branchPattern({ branch }: JobContexts): string {
  return branch.replaceAll('+', '\\+');
}

function contextsOf({ subjects }: OidcJobs): Contexts {
  // Behind the repository, whose name has no colon.
  const contexts = subjects.map((subject) => subject.replace(/^repo:[^:]+:/, ''));
  const behind = (prefix: string) => contexts.find((context) => context.startsWith(prefix))?.slice(prefix.length);
  const [branch, environment] = [behind('ref:refs/heads/'), behind('environment:')?.replaceAll('%3A', ':')];
  return {
    ...(branch === undefined ? {} : { branch }),
    ...(environment === undefined ? {} : { environment }),
    pullRequests: contexts.includes('pull_request'),
  };
}
