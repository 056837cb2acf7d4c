import type { AuditedSession, WorkspaceAudit } from '../operations/audit/audit-workspace';
import type { TrailRecord } from '../operations/audit/trail-record';
import type { WatchedRole } from '../operations/audit/watched-role';

/** The shape of `orgstrap audit --json`; what a later version adds does not change the number. */
const VERSION = 1;

export function trailAuditJson(audit: WorkspaceAudit): string {
  const { workspace, span, regions, sessions, refused, stops, unreadable, callersUnseen } = audit;
  const shown = {
    version: VERSION,
    workspace: workspace.name,
    account: workspace.account,
    environment: workspace.environment,
    since: span.since.toISOString(),
    until: span.until.toISOString(),
    regions,
    isComplete: stops.length === 0 && unreadable === 0 && callersUnseen === undefined,
    sessions: sessions.map(shownSession),
    refused: refused.map(({ role, record }) => ({
      role: shownRole(role),
      time: record.time,
      account: record.caller.account,
      caller: record.caller.arn,
      error: record.error,
      eventId: record.id,
    })),
    stops: stops.map(({ at, ...stop }) => ({ ...stop, at: at.toISOString() })),
    unreadable,
    callersUnseen: callersUnseen?.message,
  };
  return `${JSON.stringify(shown, null, 2)}\n`;
}

function shownSession({ role, start, name, sourceIdentity, caller, assumption, changes }: AuditedSession) {
  return {
    role: shownRole(role),
    began: start,
    sessionName: name,
    sourceIdentity,
    person: role.kind === 'people' ? name : undefined,
    pipeline: caller?.ciRole?.pipeline,
    caller: caller && { account: caller.account, arn: caller.arn, sessionName: caller.sessionName },
    eventId: assumption?.id,
    changes: changes.map(shownChange),
  };
}

function shownRole(role: WatchedRole): string {
  if (role.kind === 'people') return `access ${role.name}`;
  return role.access === 'apply' ? 'terraform' : 'terraform plan';
}

function shownChange({ time, service, call, region, resources, error, id }: TrailRecord) {
  return { time, service, call, region, resources, error, eventId: id };
}
