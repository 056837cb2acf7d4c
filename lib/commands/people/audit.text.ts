import { EXIT, type ExitStatus } from '../../domain/failure';
import { table } from '../../terminal/columns';
import { accessRoleLines, accountFailureLines, lines, messageOf } from './access-role.text';
import type { EndedInRole, PeopleReport, PersonKey, PersonReport } from './people-report';

/** A finding is something that somebody has to see to, and certain, whatever else could not be seen. */
export function peopleReportStatus({ people, closed, ended, failures }: PeopleReport): ExitStatus {
  if (closed.length > 0 || ended.some(isFinding) || people.some(({ findings }) => findings.length > 0))
    return EXIT.failed;
  return failures.length > 0 ? EXIT.incomplete : EXIT.done;
}

/** The people report for people to read: a row for each of them, and under it what was found. */
export function peopleReportText({ people, closed, ended, failures }: PeopleReport): string {
  return lines([
    table(['Who', 'May become', 'Password', 'MFA', 'Last sign-in', 'Access keys'], people.map(rowOf)),
    ...people.flatMap(({ name, findings }) => findings.map((finding) => `finding: ${name} ${finding}`)),
    ...(closed.length > 0 ? ['finding: closed, nobody can work in them until orgstrap people open-roles:'] : []),
    ...accessRoleLines(closed),
    ...endedLines(ended),
    ...(failures.length > 0 ? ['not seen: nobody knows whether these roles are closed:'] : []),
    ...accountFailureLines(failures, 'not seen'),
  ]);
}

/** The shape of `orgstrap people audit --json`; what a later version adds does not change the number. */
const VERSION = 1;

export function peopleReportJson(audit: PeopleReport): string {
  const { people, closed, ended, failures } = audit;
  const shown = {
    version: VERSION,
    ok: peopleReportStatus(audit) === EXIT.done,
    people,
    closedRoles: closed,
    endedSessions: ended,
    notSeen: failures.flatMap(({ roles, error }) => roles.map((role) => ({ ...role, error: messageOf(error) }))),
  };
  return `${JSON.stringify(shown, null, 2)}\n`;
}

/** What ended sessions can go when they would be over; a policy of that name that says anything else should not be there. */
function isFinding({ isOver, before }: EndedInRole): boolean {
  return isOver || before === undefined;
}

function endedLines(ended: readonly EndedInRole[]): readonly string[] {
  return ended.flatMap((one) => accessRoleLines([one]).map((line) => endedLine(line.trim(), one)));
}

function endedLine(place: string, { user, before, isOver }: EndedInRole): string {
  if (before === undefined)
    return `finding: ${place}: orgstrap-revoked-${user} is not what orgstrap people revoke writes`;
  const ended = `sessions of ${user} before ${before.toISOString()} were ended`;
  return isOver
    ? `finding: ${place}: ${ended}, and would be over: run orgstrap people open-roles`
    : `${place}: ${ended}`;
}

function rowOf(person: PersonReport): readonly string[] {
  const { name, isDeployed, hasPassword, hasMfa, lastSignIn, keys } = person;
  if (!isDeployed) return [name, reachText(person), 'not deployed', '', '', ''];
  return [
    name,
    reachText(person),
    hasPassword ? 'yes' : 'none',
    hasMfa ? 'yes' : 'none',
    lastSignIn ?? 'never',
    keys.map(keyText).join('\n') || 'none',
  ];
}

/** What somebody can reach who is not in org.yaml is known to the groups of the Ops account alone. */
function reachText({ isInConfig, reach, groups }: PersonReport): string {
  if (isInConfig) return reach.map(({ environment, roles }) => `${environment}: ${roles.join(', ')}`).join('\n');
  return groups.length > 0 ? ['what these groups may:', ...groups].join('\n') : 'nothing';
}

function keyText({ id, isActive, ageInDays, lastUsed }: PersonKey): string {
  const used = lastUsed === undefined ? 'never used' : `last used ${lastUsed}`;
  return `${id}: ${isActive ? 'active' : 'inactive'}, ${ageInDays} days old, ${used}`;
}
