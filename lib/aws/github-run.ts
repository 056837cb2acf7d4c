import { isObject } from '../domain/json';
import type { CiRun, RunState } from '../domain/state/ci-run';
import type { FetchAnswer } from './ci-answer';
import { whyNoAnswer } from './ci-refusals';

/** What GitHub calls a run that is over; every other word is one of a run that goes on, or waits. */
const OVER = 'completed';

const OTHERS = ['in_progress', 'queued', 'requested', 'waiting', 'pending'];

/**
 * Needs the permission `actions: read`.
 *
 * @see https://docs.github.com/en/rest/actions/workflow-runs#get-a-workflow-run
 */
export async function githubRunState(
  { api, repository, run, attempt }: Extract<CiRun, { kind: 'github' }>,
  token: string | undefined,
  answer: FetchAnswer,
): Promise<RunState> {
  const path = repository.split('/').map(encodeURIComponent).join('/');
  const given = await answer(`${api}/repos/${path}/actions/runs/${run}`, {
    Accept: 'application/vnd.github+json',
    'User-Agent': 'orgstrap',
    'X-GitHub-Api-Version': '2022-11-28',
    ...(token ? { Authorization: `Bearer ${token.trim()}` } : {}),
  });
  const what = `run ${run} of ${repository}`;
  const why = whyNoAnswer(given, { system: 'GitHub', what, variable: 'GITHUB_TOKEN', right: 'actions: read', token });
  if (why !== undefined) return { kind: 'unknown', why };
  const body = given.kind === 'answer' && isObject(given.body) ? given.body : {};
  const { status, conclusion, run_attempt: latest } = body;
  if (typeof latest === 'number' && latest > attempt) {
    // GitHub repeats a run only after it is over.
    return { kind: 'ended', says: `attempt ${attempt} is over; attempt ${latest} came after it` };
  }
  if (status === OVER) return { kind: 'ended', says: typeof conclusion === 'string' ? `${OVER}, ${conclusion}` : OVER };
  if (typeof status === 'string' && OTHERS.includes(status)) return { kind: 'alive', says: status };
  return { kind: 'unknown', why: `GitHub says of ${what} nothing that orgstrap knows; look at it there` };
}
