import type { CiRuns } from '../../aws/ci-runs';
import type { EventHistoryAccess } from '../../aws/event-history-access';
import { Failure } from '../../domain/failure';
import type { OrgConfig } from '../../domain/org-config';
import { type RunState, runOfSession } from '../../domain/state/ci-run';
import { possibleHolders, type SessionBeginning, timeOfEntry } from '../../domain/state/lock-holder';
import type { StateLock } from '../../domain/state/state-lock';
import type { StatePlace } from '../../domain/state/state-place';
import { allWorkspaces, type Workspace } from '../../domain/workspaces';
import { sessionsOf } from '../audit/sessions';
import { trailRecordOf } from '../audit/trail-record';

/** A run that may hold a lock, and whether it goes on. */
export interface LockRun {
  /** As its sessions are called. */
  readonly run: string;
  readonly state: RunState;
}

export interface Askable {
  readonly eventHistory: () => Promise<EventHistoryAccess>;
  readonly ciRuns: () => Promise<CiRuns>;
}

/** Which runs may hold a lock; where none is found, why nobody knows. */
export interface LockRuns {
  readonly runs: readonly LockRun[];
  /** @default - there are some */
  readonly why?: string;
}

/** Within a quarter of an hour few enter one account; of more nobody could tell who holds the lock. */
const MOST_EVENTS = 500;

/**
 * Looks for the runs that entered the account of a workspace when its lock was taken, in the event history of CloudTrail, and asks the CI system
 * about each of them. A session is called as its run by everything that orgstrap writes.
 *
 * @param pipeline - the name of the pipeline whose state is locked
 */
export async function runsOfLock(
  config: OrgConfig,
  pipeline: string,
  place: StatePlace,
  lock: StateLock | undefined,
  askable: Askable,
): Promise<LockRuns> {
  const { names, why } = await namesOfRuns(config, pipeline, place, lock, askable.eventHistory);
  const identity = config.pipelines.find(({ name }) => name === pipeline)?.identity;
  if (identity === undefined || why !== undefined) return { runs: [], ...(why !== undefined && { why }) };
  const ciRuns = await askable.ciRuns();
  return {
    runs: await Promise.all(
      names.map(async (run) => ({ run, state: await ciRuns.state(runOfSession(identity, run)) })),
    ),
  };
}

/** The names of the runs that may hold a lock, or held it; where none is found, why nobody knows. */
interface RunNames {
  readonly names: readonly string[];
  /** @default - there are some */
  readonly why?: string;
}

/** The same without asking the CI system: for a lock that is over, too, as long as CloudTrail has its events, which is 90 days. */
export async function namesOfRuns(
  config: OrgConfig,
  pipeline: string,
  place: StatePlace,
  lock: StateLock | undefined,
  eventHistory: Askable['eventHistory'],
): Promise<RunNames> {
  const workspace = allWorkspaces(config).find(({ name }) => name === place.workspace);
  if (lock === undefined || timeOfEntry(lock) === undefined)
    return unknown('the lock does not say since when it is there');
  if (workspace === undefined || !config.pipelines.some(({ name }) => name === pipeline)) {
    return unknown('org.yaml has neither that pipeline nor that workspace any more, so nothing of it should run');
  }
  const beginnings = await beginningsIn(config, pipeline, workspace, lock, eventHistory).catch(failureOnly);
  if (beginnings instanceof Failure) return unknown(`nobody knows which run it is: ${beginnings.message}`);
  const names = possibleHolders(lock, beginnings);
  return names.length > 0
    ? { names }
    : unknown(
        `CloudTrail has no run of ${pipeline} that entered ${workspace.account} then; it is up to a quarter of an hour behind, and a lock of somebody's own machine is in none of its records`,
      );
}

async function beginningsIn(
  config: OrgConfig,
  pipeline: string,
  { account }: Workspace,
  lock: StateLock,
  eventHistory: Askable['eventHistory'],
): Promise<readonly SessionBeginning[]> {
  const span = timeOfEntry(lock);
  if (span === undefined) return [];
  const regions = await (await eventHistory()).enter(account);
  const answers = await Promise.all(
    regions.map(({ events }) => events.lookUp({ kind: 'assumptions', ...span, limit: MOST_EVENTS })),
  );
  const records = answers.flatMap(({ events }) => events).flatMap((event) => trailRecordOf(event) ?? []);
  const others = config.pipelines.filter(({ name }) => name !== pipeline).map(({ name }) => `terraform-${name}`);
  return sessionsOf(account, records, []).sessions.flatMap(({ role, name = '', start, sourceIdentity = name }) =>
    role.kind === 'terraform' && start !== undefined && !others.includes(name) ? [{ run: sourceIdentity, start }] : [],
  );
}

function unknown(why: string): RunNames {
  return { names: [], why };
}

/** What cannot be found out is no reason to stop: whoever asks is told, and decides. */
function failureOnly(error: unknown): Failure {
  if (error instanceof Failure) return error;
  throw error;
}
