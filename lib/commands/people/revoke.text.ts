import { type ExitStatus, statusOfFailures } from '../../domain/failure';
import { accessRoleLines, accountFailureLines, lines, messageOf } from './access-role.text';
import type { RemainingRoles } from './remaining-roles';
import type { PlannedRevocation, Revocation } from './revoke';
import { plannedText, stepText } from './steps.text';

/** What a run would do. */
export function plannedRevocationText(planned: PlannedRevocation, closeRoles: boolean): string {
  const { name, steps, remaining } = planned;
  const which = whichRoles(remaining);
  return (
    plannedText(name, steps) +
    lines([
      `and end the sessions of ${name}${closeRoles ? ', and close, for everybody in them,' : ' in'} ${which}`,
      ...accessRoleLines(remaining.roles),
    ])
  );
}

/** What a run came to. */
export function revocationText(revocation: Revocation): string {
  return lines([
    ...shutOutLines(revocation),
    ...sessionLines(revocation),
    ...closedLines(revocation),
    ...configLines(revocation),
  ]);
}

export function revocationStatus({ failures, ended, closed }: Revocation): ExitStatus {
  const all = [...failures, ...ended.failures, ...(closed?.failures ?? [])];
  return statusOfFailures(all.map(({ error }) => error));
}

function shutOutLines({ name, hadAccess, failures }: Revocation): readonly string[] {
  if (failures.length === 0) {
    const when = hadAccess ? '' : ' and was before';
    return [`${name} is shut out of the Ops account${when}: no group, no key, no password, no MFA device.`];
  }
  return [
    `${name} may not be shut out of the Ops account yet. Run this again: what is done stays done, and MFA devices stay as long as there may be a way in.`,
    ...failures.map(({ step, error }) => `  could not ${stepText(step)}: ${messageOf(error)}`),
  ];
}

function sessionLines({ name, before, remaining, sessionsEnd, ended }: Revocation): readonly string[] {
  const { found, failures } = ended;
  return [
    ...(found.length > 0
      ? [
          `Ended: every session of ${name} that began before ${before.toISOString()}, and nobody else's, in ${whichRoles(remaining)}`,
          ...accessRoleLines(found),
        ]
      : []),
    ...(failures.length > 0
      ? [
          `Not ended: sessions of ${name} there go on until ${sessionsEnd.toISOString()} at the latest. Run this again.`,
          ...accountFailureLines(failures, 'not ended'),
        ]
      : []),
  ];
}

function closedLines({ sessionsEnd, closed }: Revocation): readonly string[] {
  if (closed === undefined) return [];
  const { found, failures } = closed;
  return [
    ...(found.length > 0
      ? [
          'Closed: every session of these roles has ended, whoever was in it, and nobody can work in them until orgstrap people open-roles.',
          ...accessRoleLines(found),
        ]
      : []),
    ...(failures.length > 0
      ? [
          `Not closed: sessions of others there go on until ${sessionsEnd.toISOString()} at the latest. Run this again.`,
          ...accountFailureLines(failures, 'not closed'),
        ]
      : []),
  ];
}

function configLines({ name, isInConfig }: Revocation): readonly string[] {
  return isInConfig
    ? [`Remove people.users.${name} from org.yaml and deploy, which deletes the user.`]
    : [`${name} is not in org.yaml: the next deploy deletes the user.`];
}

function whichRoles({ isKnown }: RemainingRoles): string {
  return isKnown ? 'the roles that they could reach:' : 'any access role, because nobody knows any more which:';
}
