import { type ExitStatus, statusOfFailures } from '../../domain/failure';
import { accessRoleLines, accountFailureLines, lines, messageOf } from './access-role.text';
import type { RemainingRoles } from './remaining-roles';
import type { PlannedRevocation, Revocation } from './revoke';
import { plannedText, stepText } from './steps.text';

/** What a run would do. */
export function plannedRevocationText(planned: PlannedRevocation, closeRoles: boolean): string {
  const { name, steps, remaining } = planned;
  const after = closeRoles
    ? [`and close, for everybody in them, ${whichRoles(remaining)}`, ...accessRoleLines(remaining.roles)]
    : [`Sessions could go on in ${whichRoles(remaining)}`, ...accessRoleLines(remaining.roles)];
  return plannedText(name, steps) + lines(after);
}

/** What a run came to. */
export function revocationText(revocation: Revocation): string {
  return lines([...shutOutLines(revocation), ...sessionLines(revocation), ...configLines(revocation)]);
}

export function revocationStatus({ failures, closed }: Revocation): ExitStatus {
  return statusOfFailures([...failures, ...(closed?.failures ?? [])].map(({ error }) => error));
}

function shutOutLines({ name, failures }: Revocation): readonly string[] {
  if (failures.length === 0)
    return [`${name} is shut out of the Ops account: no group, no key, no password, no MFA device.`];
  return [
    `${name} is not shut out of the Ops account yet. Run this again: what is done stays done.`,
    ...failures.map(({ step, error }) => `  could not ${stepText(step)}: ${messageOf(error)}`),
  ];
}

function sessionLines({ name, remaining, sessionsEnd, closed }: Revocation): readonly string[] {
  if (closed === undefined) {
    return [
      `Sessions that were opened before go on until ${sessionsEnd.toISOString()} at the latest, in ${whichRoles(remaining)}`,
      ...accessRoleLines(remaining.roles),
      `orgstrap people revoke ${name} --close-roles ends them now, for everybody in these roles.`,
    ];
  }
  const { roles, failures } = closed;
  return [
    ...(roles.length > 0
      ? [
          'Closed: every session of these roles has ended, whoever was in it, and nobody can work in them. orgstrap people open-roles opens them again; ' +
            `not before ${sessionsEnd.toISOString()}, when the last session that was opened before is over.`,
          ...accessRoleLines(roles),
        ]
      : []),
    ...(failures.length > 0
      ? [
          `Not closed: sessions there go on until ${sessionsEnd.toISOString()} at the latest. Run this again.`,
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
