import { isObject } from '../domain/json';
import type { CiRun, RunState } from '../domain/state/ci-run';
import type { FetchAnswer } from './ci-answer';
import { whyNoAnswer } from './ci-refusals';

const OVER = ['success', 'failed', 'canceled', 'skipped'];

/** `canceling`: what it runs may still be at it. */
const OTHERS = [
  'running',
  'canceling',
  'created',
  'pending',
  'preparing',
  'scheduled',
  'manual',
  'waiting_for_resource',
  'waiting_for_callback',
];

/**
 * Needs the scope `read_api`.
 *
 * @see https://docs.gitlab.com/api/jobs/#get-a-single-job
 */
export async function gitlabJobState(
  { api, project, job }: Extract<CiRun, { kind: 'gitlab' }>,
  token: string | undefined,
  answer: FetchAnswer,
): Promise<RunState> {
  const given = await answer(`${api}/projects/${encodeURIComponent(project)}/jobs/${job}`, {
    Accept: 'application/json',
    'User-Agent': 'orgstrap',
    ...(token ? { 'PRIVATE-TOKEN': token.trim() } : {}),
  });
  const what = `job ${job} of ${project}`;
  const why = whyNoAnswer(given, { system: 'GitLab', what, variable: 'GITLAB_TOKEN', right: 'read_api', token });
  if (why !== undefined) return { kind: 'unknown', why };
  const status = given.kind === 'answer' && isObject(given.body) ? given.body.status : undefined;
  if (typeof status === 'string' && OVER.includes(status)) return { kind: 'ended', says: status };
  if (typeof status === 'string' && OTHERS.includes(status)) return { kind: 'alive', says: status };
  return { kind: 'unknown', why: `GitLab says of ${what} nothing that orgstrap knows; look at it there` };
}
