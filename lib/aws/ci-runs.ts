import type { CiRun, RunState } from '../domain/state/ci-run';
import type { FetchAnswer } from './ci-answer';
import { githubRunState } from './github-run';
import { gitlabJobState } from './gitlab-job';

/** What CI systems say of their runs. */
export interface CiRuns {
  /** Never throws: what cannot be found out is unknown, with what to look at. Ten seconds at most. */
  state(run: CiRun): Promise<RunState>;
}

/** The part of the environment that is looked at. A token is never taken from anywhere else: arguments are seen by every process of a machine. */
export interface CiEnvironment {
  /** Reads Actions of the repository; a public one needs none. */
  readonly GITHUB_TOKEN?: string | undefined;
  /** With the scope `read_api`; a public project needs none. */
  readonly GITLAB_TOKEN?: string | undefined;
  /** Of another address of the API than the issuer of `org.yaml` means, as GitHub's own runners have it. */
  readonly GITHUB_API_URL?: string | undefined;
  readonly CI_API_V4_URL?: string | undefined;
}

/** Asks GitHub and GitLab over HTTPS. */
export class FetchedCiRuns implements CiRuns {
  constructor(
    private readonly environment: CiEnvironment,
    private readonly answer: FetchAnswer,
  ) {}

  state(run: CiRun): Promise<RunState> {
    const { GITHUB_TOKEN, GITLAB_TOKEN, GITHUB_API_URL, CI_API_V4_URL } = this.environment;
    switch (run.kind) {
      case 'github':
        return githubRunState({ ...run, api: GITHUB_API_URL || run.api }, GITHUB_TOKEN, this.answer);
      case 'gitlab':
        return gitlabJobState({ ...run, api: CI_API_V4_URL || run.api }, GITLAB_TOKEN, this.answer);
      case 'elsewhere':
        return Promise.resolve({ kind: 'unknown', why: `orgstrap cannot ask that CI system; look at ${run.lookAt}` });
    }
  }
}
