import { columns, table } from '../../terminal/columns';
import { lines } from '../people/access-role.text';
import type { EnteredRole } from './entered-role';
import type { RefusedAssumption } from './sessions';
import type { TrailRecord } from './trail-record';
import type { ActiveSession, EarlyStop, WorkspaceActivity } from './workspace-activity';

/** The shape of `orgstrap audit --json`; what a later version adds does not change the number. */
const VERSION = 1;

export function activityJson(audit: WorkspaceActivity): string {
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

function shownSession({ role, start, name, sourceIdentity, caller, assumption, changes }: ActiveSession) {
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

function shownRole(role: EnteredRole): string {
  if (role.kind === 'people') return `access ${role.name}`;
  const shown = role.access === 'apply' ? 'terraform' : 'terraform plan';
  return role.lent === undefined ? shown : `${shown}, lent as ${role.lent}`;
}

function shownChange({ time, service, call, region, resources, error, id }: TrailRecord) {
  return { time, service, call, region, resources, error, eventId: id };
}

/** Who changed what, for people to read: a row for each session, and below all of them their changes. */
export function activityText(audit: WorkspaceActivity): string {
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

function tableOf(sessions: readonly ActiveSession[]): string {
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
    rows.map((row) => row.map(withoutControlCharacters)),
  );
}

/** A person's session is named after the person: the access role's trust demands it, and Identity Center does it. */
function whoOf({ role, name, caller }: ActiveSession): string {
  if (role.kind === 'people') return name ?? 'not known';
  if (caller?.ciRole !== undefined) return `CI role of ${caller.ciRole.pipeline} (${caller.ciRole.access})`;
  return caller?.arn ?? (caller?.account === undefined ? 'not known' : `somebody of account ${caller.account}`);
}

function runOf({ role, name, sourceIdentity }: ActiveSession): string {
  if (sourceIdentity !== undefined) return sourceIdentity;
  return role.kind === 'people' ? '' : `not told; session ${name ?? 'not known'}`;
}

function roleText(role: EnteredRole): string {
  if (role.kind === 'people') return role.name;
  const shown = role.access === 'apply' ? 'Terraform role' : 'Terraform plan role';
  return role.lent === undefined ? shown : `${shown}, lent as ${role.lent}`;
}

function countText(changes: readonly TrailRecord[]): string {
  const failed = changes.filter(({ error }) => error !== undefined).length;
  return failed === 0 ? String(changes.length) : `${changes.length}, ${failed} refused or failed`;
}

function changeLines(session: ActiveSession, index: number): readonly string[] {
  if (session.changes.length === 0) return [];
  const rows = session.changes.map(({ time, service, call, resources, error }) => [
    `  ${time}`,
    withoutControlCharacters(`${service}:${call}`),
    [resourcesText(resources), error && `refused or failed: ${withoutControlCharacters(error)}`]
      .filter(Boolean)
      .join('  '),
  ]);
  return [
    '',
    withoutControlCharacters(
      `${index + 1}: ${whoOf(session)} as ${roleText(session.role)}, ${runOf(session) || 'in person'}`,
    ),
    ...columns(rows).map((line) => line.trimEnd()),
  ];
}

function resourcesText([first = '', ...others]: readonly string[]): string {
  return withoutControlCharacters(others.length === 0 ? first : `${first} and ${others.length} more`);
}

function refusedLine({ role, record }: RefusedAssumption): string {
  const who = record.caller.arn ?? `somebody of account ${record.caller.account ?? 'not known'}`;
  return withoutControlCharacters(
    `${record.time}: ${who} asked for the ${roleText(role)} and was refused: ${record.error}`,
  );
}

function nothingLines({ workspace, span, regions }: WorkspaceActivity): readonly string[] {
  return [
    `nothing: from ${span.since.toISOString()} to ${span.until.toISOString()}, CloudTrail recorded in ${regions.join(' and ')} nobody who became a Terraform role of ${workspace.name}, and no change by one or by an access role.`,
    'It records management events of these Regions, up to 15 minutes late, and keeps them for 90 days. What happens in other Regions, to objects in buckets, or as another role of the account is not among them: docs/audit.md says how to ask for that.',
  ];
}

function noteLines({ stops, span, unreadable, callersUnseen }: WorkspaceActivity): readonly string[] {
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

/**
 * A text of somebody else's without what a terminal would take for a command: people may give a resource any name
 * that they like.
 */
function withoutControlCharacters(text: string): string {
  return text.replace(/\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}/gu, '\uFFFD');
}
