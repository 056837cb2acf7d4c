import { EXIT, type ExitStatus } from '../../domain/failure';
import type { CiUser } from './ci-user';
import type { RotationStep } from './rotation-steps';
import type { KeyReport, ReportedKey } from './status';

/** A step in words. @param key - the id of the new key, as soon as there is one */
export function stepText(step: RotationStep, key = 'the new key'): string {
  switch (step.do) {
    case 'adopt':
      return `note that CI holds ${step.key}, which was made by hand`;
    case 'delete':
      return `delete ${step.key}: ${step.because}`;
    case 'create':
      return 'make a new key and keep it in Secrets Manager';
    case 'resume':
      return `take up ${step.key}, which an earlier run made`;
    case 'prove':
      return `become the CI role with ${key}`;
    case 'hand over':
      return `hand ${key} to the CI system`;
    case 'wait':
      return `wait until somebody hands ${key} to the CI system`;
    case 'promote':
      return `note that CI holds ${key}`;
    case 'deactivate':
      return `deactivate ${step.key}`;
  }
}

/** What came, or would come, of deleting the keys of a CI user. */
export function deletedText(user: string, keys: readonly string[], isDryRun: boolean): string {
  if (keys.length === 0) return `${user}: it has no key\n`;
  return isDryRun
    ? `${user}: a run would delete ${keys.join(', ')}\n`
    : `${user}: deleted ${keys.join(', ')}; it has no key any more\n`;
}

/** What a run would do. */
export function plannedText({ user }: CiUser, steps: readonly RotationStep[]): string {
  if (steps.length === 0) return `${user}: ${RESTING}\n`;
  return [`${user}: a run would`, ...steps.map((step) => `  ${stepText(step)}`), ''].join('\n');
}

/** What a run came to. */
export function resultText({ user, pipeline, access, secret }: CiUser, steps: readonly RotationStep[]): string {
  if (steps.length === 0) return `${user}: ${RESTING}\n`;
  if (steps.some((step) => step.do === 'wait')) {
    return (
      `${user}: the new key works and waits in the secret ${secret}, labelled AWSPENDING; CI still holds the one before it. ` +
      `Give it to the CI system, then run orgstrap key rotate ${pipeline} --access ${access} --handed-over\n`
    );
  }
  if (steps.some((step) => step.do === 'promote')) return `${user}: CI holds the new key\n`;
  return `${user}: the rotation before is finished\n`;
}

const RESTING =
  'nothing to do; the key before the current one is inactive and still kept, --grace 0 deletes it and rotates';

export function reportsText(reports: readonly KeyReport[]): string {
  if (reports.length === 0) return 'no pipeline has access keys\n';
  return reports
    .map(({ user, keys, findings, notSeen }) =>
      [
        user,
        ...keys.map((key) => `  ${keyText(key)}`),
        ...findings.map((text) => `  finding: ${text}`),
        ...(notSeen === undefined ? [] : [`  not seen: ${notSeen}`]),
        '',
      ].join('\n'),
    )
    .join('');
}

function keyText({ id, isActive, is, ageInDays, lastUsed }: ReportedKey): string {
  const used = lastUsed === undefined ? 'never used' : `last used ${lastUsed}`;
  return `${id}: ${is}, ${isActive ? 'active' : 'inactive'}, ${ageInDays} days old, ${used}`;
}

/** The shape of `orgstrap key status --json`; what a later version adds does not change the number. */
const VERSION = 1;

/** A finding is certain, whatever else could not be seen. */
export function reportsStatus(reports: readonly KeyReport[]): ExitStatus {
  if (reports.some(({ findings }) => findings.length > 0)) return EXIT.failed;
  return reports.some(({ notSeen }) => notSeen !== undefined) ? EXIT.incomplete : EXIT.done;
}

export function reportsJson(reports: readonly KeyReport[]): string {
  return `${JSON.stringify({ version: VERSION, ok: reportsStatus(reports) === EXIT.done, users: reports }, null, 2)}\n`;
}
