import type { EventHistoryAccess, RegionalEventHistory } from '../../aws/event-history-access';
import type { EventKind, WantedEvents } from '../../aws/trail-events';
import { Failure } from '../../domain/failure';
import type { AccountId } from '../../domain/ids';
import type { OrgConfig } from '../../domain/org-config';
import type { HomeRegion } from '../../domain/region';
import { allWorkspaces, type Workspace } from '../../domain/workspaces';
import { named } from '../../estate/named';
import { refuseWithoutOperators } from '../../estate/operators-needed';
import { type RefusedAssumption, type Session, type SessionCaller, sessionCallers, sessionsOf } from './sessions';
import type { TimeSpan } from './time-span';
import { type TrailRecord, trailRecordOf } from './trail-record';

export interface ActivityQuery {
  readonly workspace: Workspace;
  readonly span: TimeSpan;
  /** How many events of each kind it looks at in each Region. */
  readonly limit: number;
  /** Only what this pipeline did, and what nobody knows the pipeline of. */
  readonly pipeline?: string;
}

/** Who worked as which role of a product account, and what they changed there. */
export interface WorkspaceActivity {
  readonly workspace: Workspace;
  readonly span: TimeSpan;
  readonly regions: readonly HomeRegion[];
  /** The most recent first. */
  readonly sessions: readonly ActiveSession[];
  readonly refused: readonly RefusedAssumption[];
  /** Where it stopped before the beginning of the time. */
  readonly stops: readonly EarlyStop[];
  /** How many events it could make nothing of. */
  readonly unreadable: number;
  /** Why nobody could look up which CI roles the callers were. */
  readonly callersUnseen?: Failure;
}

export interface ActiveSession extends Session {
  readonly caller?: SessionCaller;
}

export interface EarlyStop {
  readonly account: AccountId;
  readonly region: HomeRegion;
  readonly kind: EventKind;
  /** What is older was not looked at. */
  readonly at: Date;
}

/** A CI role becomes a Terraform role for an hour at most, because it is a session itself. */
const LONGEST_SESSION = 3_600_000;

/**
 * Asks the event history of CloudTrail who changed what in a product account.
 *
 * @throws Failure `NoOperators` where nobody may become the auditor role; `AwsRefused`, `NoCredentials`, `AwsUnreachable`,
 *   `TooManyLookups`
 */
export async function workspaceActivity(
  config: OrgConfig,
  { workspace, span, limit, pipeline }: ActivityQuery,
  { enter }: EventHistoryAccess,
): Promise<WorkspaceActivity> {
  refuseWithoutOperators(config);
  const { account } = workspace;
  const { terraform } = config.accounts;
  const begins = { kind: 'assumptions', until: span.until, limit, since: earlier(span.since) } as const;
  const regions = await enter(account);
  const [changes, assumptions, callers] = await Promise.all([
    found(account, regions, { kind: 'changes', ...span, limit }),
    found(account, regions, begins),
    enter(terraform)
      .then((own) => found(terraform, own, begins))
      .catch(failureOnly),
  ]);
  const { sessions, refused } = sessionsOf(account, assumptions.records, changes.records);
  const callerOf = sessionCallers(config, callers instanceof Failure ? [] : callers.records);
  const all = [changes, assumptions, ...(callers instanceof Failure ? [] : [callers])];
  return {
    workspace,
    span,
    regions: regions.map(({ region }) => region),
    sessions: sessions
      .filter((session) => isWithin(session, span))
      .map((session) => ({ ...session, ...(session.assumption && { caller: callerOf(session.assumption) }) }))
      .filter((session) => pipeline === undefined || mayBeOf(pipeline, session)),
    refused: refused.filter(({ record }) => new Date(record.time) >= span.since),
    stops: all.flatMap(({ stops }) => stops).filter(({ at }) => at > span.since),
    unreadable: all.reduce((sum, { unreadable }) => sum + unreadable, 0),
    ...(callers instanceof Failure && { callersUnseen: callers }),
  };
}

interface Found {
  readonly records: readonly TrailRecord[];
  readonly stops: readonly EarlyStop[];
  readonly unreadable: number;
}

async function found(
  account: AccountId,
  regions: readonly RegionalEventHistory[],
  wanted: WantedEvents,
): Promise<Found> {
  const answers = await Promise.all(
    regions.map(async ({ region, events }) => ({ region, ...(await events.lookUp(wanted)) })),
  );
  const all = answers.flatMap(({ events }) => events);
  const records = all.flatMap((event) => trailRecordOf(event) ?? []);
  return {
    records,
    stops: answers.flatMap(({ region, stoppedAt: at }) =>
      at === undefined ? [] : [{ account, region, kind: wanted.kind, at }],
    ),
    unreadable: all.length - records.length,
  };
}

/** A session that began before the time is listed for what it changed in that time. */
function isWithin({ changes, start }: Session, { since }: TimeSpan): boolean {
  return changes.length > 0 || (start !== undefined && new Date(start) >= since);
}

/** Somebody who may have been anybody is not left out. */
function mayBeOf(pipeline: string, { role, caller }: ActiveSession): boolean {
  if (role.kind !== 'terraform') return false;
  return caller?.arn === undefined || caller.ciRole?.pipeline === pipeline;
}

function earlier(time: Date): Date {
  return new Date(time.getTime() - LONGEST_SESSION);
}

/** Not to know the callers' names is better than to know nothing. */
function failureOnly(error: unknown): Failure {
  if (error instanceof Failure) return error;
  throw error;
}

/** The workspace of a name, among those of all pipelines. @throws Failure `UnknownWorkspace` */
export function workspaceNamed(config: OrgConfig, name: string): Workspace {
  return named('workspace', allWorkspaces(config), name);
}
