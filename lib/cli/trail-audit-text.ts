import type { AuditedSession, EarlyStop, WorkspaceAudit } from '../operations/audit/audit-workspace';
import type { RefusedAssumption } from '../operations/audit/sessions';
import type { TrailRecord } from '../operations/audit/trail-record';
import type { WatchedRole } from '../operations/audit/watched-role';
import { lines } from './access-role-text';
import { columns, table } from './columns';
import { plain } from './plain-text';

/** Who changed what, for people to read: a row for each session, and below all of them their changes. */
export function trailAuditText(audit: WorkspaceAudit): string {
  const { sessions, refused } = audit;
  return lines([
    ...(sessions.length > 0 ? [tableOf(sessions), ...sessions.flatMap(changeLines)] : nothingLines(audit)),
    ...blockOf(refused.map(refusedLine)),
    ...blockOf(noteLines(audit)),
  ]);
}

/** Apart from what is above it. */
function blockOf(texts: readonly string[]): readonly string[] {
  return texts.length === 0 ? [] : ['', ...texts];
}

function tableOf(sessions: readonly AuditedSession[]): string {
  const rows = sessions.map((session, index) => [
    String(index + 1),
    session.start ?? 'not known',
    whoOf(session),
    roleText(session.role),
    runOf(session),
    countText(session.changes),
  ]);
  return table(
    ['#', 'Began', 'Who', 'As', 'Run', 'Changes'],
    rows.map((row) => row.map(plain)),
  );
}

/** A person's session is named after the person: the access role's trust demands it, and Identity Center does it. */
function whoOf({ role, name, caller }: AuditedSession): string {
  if (role.kind === 'people') return name ?? 'not known';
  if (caller?.ciRole !== undefined) return `CI role of ${caller.ciRole.pipeline} (${caller.ciRole.access})`;
  return caller?.arn ?? (caller?.account === undefined ? 'not known' : `somebody of account ${caller.account}`);
}

function runOf({ role, name, sourceIdentity }: AuditedSession): string {
  if (sourceIdentity !== undefined) return sourceIdentity;
  return role.kind === 'people' ? '' : `not told; session ${name ?? 'not known'}`;
}

function roleText(role: WatchedRole): string {
  if (role.kind === 'people') return role.name;
  return role.access === 'apply' ? 'Terraform role' : 'Terraform plan role';
}

function countText(changes: readonly TrailRecord[]): string {
  const failed = changes.filter(({ error }) => error !== undefined).length;
  return failed === 0 ? String(changes.length) : `${changes.length}, ${failed} refused or failed`;
}

function changeLines(session: AuditedSession, index: number): readonly string[] {
  if (session.changes.length === 0) return [];
  const rows = session.changes.map(({ time, service, call, resources, error }) => [
    `  ${time}`,
    plain(`${service}:${call}`),
    [resourcesText(resources), error && `refused or failed: ${plain(error)}`].filter(Boolean).join('  '),
  ]);
  return [
    '',
    plain(`${index + 1}: ${whoOf(session)} as ${roleText(session.role)}, ${runOf(session) || 'in person'}`),
    ...columns(rows).map((line) => line.trimEnd()),
  ];
}

function resourcesText([first = '', ...others]: readonly string[]): string {
  return plain(others.length === 0 ? first : `${first} and ${others.length} more`);
}

function refusedLine({ role, record }: RefusedAssumption): string {
  const who = record.caller.arn ?? `somebody of account ${record.caller.account ?? 'not known'}`;
  return plain(`${record.time}: ${who} asked for the ${roleText(role)} and was refused: ${record.error}`);
}

function nothingLines({ workspace, span, regions }: WorkspaceAudit): readonly string[] {
  return [
    `nothing: from ${span.since.toISOString()} to ${span.until.toISOString()}, CloudTrail recorded in ${regions.join(' and ')} nobody who became a Terraform role of ${workspace.name}, and no change by one or by an access role.`,
    'It records management events of these Regions, up to 15 minutes late, and keeps them for 90 days. What happens in other Regions, to objects in buckets, or as another role of the account is not among them: docs/audit.md says how to ask for that.',
  ];
}

function noteLines({ stops, span, unreadable, callersUnseen }: WorkspaceAudit): readonly string[] {
  return [
    ...stops.map(stopLine),
    ...goOnLines(stops, span.since),
    ...(unreadable > 0 ? [`not shown, because nobody could read them: ${unreadable} of the events`] : []),
    ...(callersUnseen
      ? [`not known who the callers were, because the Terraform account did not tell: ${callersUnseen.message}`]
      : []),
  ];
}

function stopLine({ kind, account, region, at }: EarlyStop): string {
  return `not all: --limit was reached for ${kind} of account ${account} in ${region}; what is before ${at.toISOString()} was not looked at`;
}

/** From the latest of them, so that nothing lies between the two answers. */
function goOnLines(stops: readonly EarlyStop[], since: Date): readonly string[] {
  if (stops.length === 0) return [];
  const latest = new Date(Math.max(...stops.map(({ at }) => at.getTime())));
  return [`go on with --since ${since.toISOString()} --until ${latest.toISOString()}, or with a larger --limit`];
}
