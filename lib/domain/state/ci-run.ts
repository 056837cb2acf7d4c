import { type CiIdentity, isOidc, type OidcIdentity } from '../ci-identity';

/** The run of a CI system that a session of a CI role belongs to. */
export type CiRun =
  | {
      readonly kind: 'github';
      /** Of the API, without a slash at its end. */
      readonly api: string;
      /** OWNER/NAME */
      readonly repository: string;
      readonly run: string;
      /** Counted from 1: a run that is repeated keeps its id. */
      readonly attempt: number;
    }
  | {
      readonly kind: 'gitlab';
      readonly api: string;
      /** With every group above. */
      readonly project: string;
      readonly pipeline: string;
      readonly job: string;
    }
  /** Nobody can be asked. */
  | {
      readonly kind: 'elsewhere';
      /** Where somebody should look, to complete "look at ...". */
      readonly lookAt: string;
    };

/** Whether what a run may hold is still in use. Each text completes "run ... : ...", and has no secret in it. */
export type RunState =
  /** It runs, or waits and will: what it holds is its own. */
  | { readonly kind: 'alive'; readonly says: string }
  /** It is over for good. */
  | { readonly kind: 'ended'; readonly says: string }
  | { readonly kind: 'unknown'; readonly why: string };

/**
 * Reads the run off the name of a session, or off its source identity: the workflows that orgstrap writes call both so.
 *
 * @param identity - of the pipeline; it says in which repository
 */
export function runOfSession(identity: CiIdentity, session: string): CiRun {
  const [, run, attempt] = /^github-(\d+)-(\d+)$/.exec(session) ?? [];
  if (run !== undefined) return githubRun(identity, run, Number(attempt));
  const [, pipeline, job] = /^gitlab-(\d+)-(\d+)$/.exec(session) ?? [];
  if (pipeline !== undefined && job !== undefined) return gitlabJob(identity, pipeline, job);
  const [, build] = /^jenkins-.*-(\d+)$/.exec(session) ?? [];
  if (build !== undefined)
    return elsewhere(`build ${build} of the job of the pipeline in Jenkins, of which the session ${session} is`);
  return elsewhere(
    `what has the session ${session} in the CI system of the pipeline, or whoever runs Terraform by hand under that name`,
  );
}

function githubRun(identity: CiIdentity, run: string, attempt: number): CiRun {
  if (!isOidc(identity) || identity.system !== 'github') {
    return elsewhere(`run ${run} of GitHub Actions in the repository of the pipeline, which org.yaml does not name`);
  }
  const repository = behindFirstColon(identity).replace(/@\d+/g, '');
  return { kind: 'github', api: githubApi(identity.issuer), repository, run, attempt };
}

function gitlabJob(identity: CiIdentity, pipeline: string, job: string): CiRun {
  if (!isOidc(identity) || identity.system !== 'gitlab') {
    return elsewhere(`job ${job} of pipeline ${pipeline} in GitLab, in a project that org.yaml does not name`);
  }
  return {
    kind: 'gitlab',
    api: `https://${identity.issuer}/api/v4`,
    project: behindFirstColon(identity),
    pipeline,
    job,
  };
}

function elsewhere(lookAt: string): CiRun {
  return { kind: 'elsewhere', lookAt };
}

/** Of `repo:OWNER/NAME:...` and `project_path:GROUP/PROJECT:...`, neither of which has a colon of its own. */
function behindFirstColon({ jobs }: OidcIdentity): string {
  return jobs.apply.subjects[0]?.split(':')[1] ?? '';
}

/**
 * Of github.com, of GHE.com, or of a GitHub Enterprise Server.
 *
 * @see https://docs.github.com/en/enterprise-server/rest/using-the-rest-api/getting-started-with-the-rest-api
 * @see https://docs.github.com/en/enterprise-cloud@latest/admin/data-residency/network-details-for-ghecom
 */
function githubApi(issuer: string): string {
  const [host = ''] = issuer.split('/');
  if (host === 'token.actions.githubusercontent.com') return 'https://api.github.com';
  const [, ownDomain] = /^token\.actions\.(.+\.ghe\.com)$/.exec(host) ?? [];
  return ownDomain === undefined ? `https://${host}/api/v3` : `https://api.${ownDomain}`;
}
