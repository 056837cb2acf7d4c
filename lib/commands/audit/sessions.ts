import type { Access } from '../../domain/ci-identity';
import type { AccountId } from '../../domain/ids';
import { namesOf } from '../../domain/names-of';
import type { OrgConfig } from '../../domain/org-config';
import { type EnteredRole, enteredRole } from './entered-role';
import { type TrailRecord, textAt } from './trail-record';

/** Somebody's time in a role of a product account, and what it changed there. */
export interface Session {
  readonly role: EnteredRole;
  /** When it began: from the record of that, or from those of its changes. */
  readonly start?: string;
  /** The session name, which its caller chose. */
  readonly name?: string;
  /** What the first role of the chain was told; nobody can change it after that. */
  readonly sourceIdentity?: string;
  /** The record of how it began; absent where that lies before the time that was looked at. */
  readonly assumption?: TrailRecord;
  /** The oldest first. */
  readonly changes: readonly TrailRecord[];
}

/** A role that somebody asked for and was not given. */
export interface RefusedAssumption {
  readonly role: EnteredRole;
  readonly record: TrailRecord;
}

export interface Sessions {
  /** The most recent first. */
  readonly sessions: readonly Session[];
  readonly refused: readonly RefusedAssumption[];
}

type OpenSession = Omit<Session, 'changes'> & { readonly changes: TrailRecord[] };

/**
 * Puts together what belongs to one session, by its access key; or by its role, name and beginning, because the console
 * and services that act for somebody have keys of their own.
 */
export function sessionsOf(
  account: AccountId,
  assumptions: readonly TrailRecord[],
  changes: readonly TrailRecord[],
): Sessions {
  const sessions: OpenSession[] = [];
  const byKey = new Map<string, OpenSession>();
  const byBeginning = new Map<string, OpenSession>();
  const refused: RefusedAssumption[] = [];
  for (const record of once(assumptions)) {
    const role = enteredRole(textAt(record.parameters, 'roleArn'), account);
    if (role === undefined) continue;
    if (record.error !== undefined) {
      refused.push({ role, record });
      continue;
    }
    const session = begun(role, record);
    sessions.push(session);
    byBeginning.set(beginningOf(session), session);
    const key = textAt(record.response, 'credentials', 'accessKeyId');
    if (key !== undefined) byKey.set(key, session);
  }
  for (const record of once(changes)) {
    const role = enteredRole(record.caller.roleArn, account);
    if (role === undefined) continue;
    const seen = seenIn(role, record);
    const beginning = beginningOf(seen);
    const session = byKey.get(record.caller.accessKeyId ?? '') ?? byBeginning.get(beginning) ?? seen;
    if (session === seen) {
      sessions.push(seen);
      byBeginning.set(beginning, seen);
    }
    session.changes.push(record);
  }
  return {
    sessions: sessions
      .map((session) => ({ ...session, changes: session.changes.toSorted(byTime) }))
      .toSorted((one, other) => lastOf(other).localeCompare(lastOf(one))),
    refused: refused.toSorted((one, other) => byTime(other.record, one.record)),
  };
}

function begun(role: EnteredRole, record: TrailRecord): OpenSession {
  const name = textAt(record.parameters, 'roleSessionName');
  const sourceIdentity =
    textAt(record.parameters, 'sourceIdentity') ??
    textAt(record.response, 'sourceIdentity') ??
    record.caller.sourceIdentity;
  return {
    role,
    start: record.time,
    assumption: record,
    changes: [],
    ...(name !== undefined && { name }),
    ...(sourceIdentity !== undefined && { sourceIdentity }),
  };
}

/** A session of which nobody has seen the beginning, as a change of it shows it. */
function seenIn(role: EnteredRole, { caller }: TrailRecord): OpenSession {
  return {
    role,
    changes: [],
    ...(caller.sessionStart !== undefined && { start: caller.sessionStart }),
    ...(caller.sessionName !== undefined && { name: caller.sessionName }),
    ...(caller.sourceIdentity !== undefined && { sourceIdentity: caller.sourceIdentity }),
  };
}

function beginningOf({ role, name, start }: Pick<Session, 'role' | 'name' | 'start'>): string {
  return JSON.stringify([role, name, start]);
}

function lastOf({ changes, start }: Session): string {
  return changes.at(-1)?.time ?? start ?? '';
}

function byTime(one: TrailRecord, other: TrailRecord): number {
  return one.time.localeCompare(other.time);
}

/** Lookups that overlap find a record twice. */
function once(records: readonly TrailRecord[]): Iterable<TrailRecord> {
  return new Map(records.map((record) => [record.id, record])).values();
}

/** Who became a role. */
export interface SessionCaller {
  readonly account?: string;
  /** Known where the record of the caller's own account was found. */
  readonly arn?: string;
  /** What the caller's own session is called, if it is one. */
  readonly sessionName?: string;
  /** Present where it is a CI role. */
  readonly ciRole?: { readonly pipeline: string; readonly access: Access };
}

/**
 * Tells who became a role of another account. In that account, CloudTrail says no more than the account and the id of the
 * caller; the record in the caller's own account, which has the same `sharedEventID`, tells the rest.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
 */
export function sessionCallers(
  config: OrgConfig,
  ownRecords: readonly TrailRecord[],
): (assumption: TrailRecord) => SessionCaller {
  const bySharedId = new Map(ownRecords.map((record) => [record.sharedId, record]));
  const ciRoles = ciRolesByArn(config);
  return ({ sharedId, caller: here }) => {
    const caller = { ...here, ...(sharedId === undefined ? {} : bySharedId.get(sharedId)?.caller) };
    const ciRole = ciRoles.get(caller.roleArn ?? '');
    return {
      ...(caller.account !== undefined && { account: caller.account }),
      ...(caller.arn !== undefined && { arn: caller.arn }),
      ...(caller.sessionName !== undefined && { sessionName: caller.sessionName }),
      ...(ciRole !== undefined && { ciRole }),
    };
  };
}

type CiRole = NonNullable<SessionCaller['ciRole']>;

function ciRolesByArn(config: OrgConfig): ReadonlyMap<string, CiRole> {
  const names = namesOf(config);
  const kinds: readonly Access[] = ['apply', 'plan'];
  return new Map(
    config.pipelines.flatMap(({ name: pipeline, deployedAs }) =>
      kinds.map((access): [string, CiRole] => [names.ciRoleArn(access, deployedAs), { pipeline, access }]),
    ),
  );
}
