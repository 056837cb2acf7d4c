import type { InvitationStep } from './invite';
import type { RevocationStep } from './revoke-access';

/** A step in words. */
export function stepText(step: InvitationStep | RevocationStep): string {
  switch (step.do) {
    case 'join group':
      return `take into the group ${step.group} again`;
    case 'create password':
      return 'set a first password';
    case 'replace password':
      return 'set a new password in place of the one before';
    case 'leave group':
      return `take out of the group ${step.group}`;
    case 'deactivate key':
      return `deactivate the key ${step.key}`;
    case 'delete password':
      return 'delete the password';
    case 'delete key':
      return `delete the key ${step.key}`;
    case 'deactivate device':
      return `deactivate the MFA device ${step.device}`;
    case 'delete device':
      return `delete the virtual MFA device ${step.device}, if it is there`;
    case 'see':
      return `see ${step.what}`;
  }
}

/** What a run would do. */
export function plannedText(user: string, steps: readonly (InvitationStep | RevocationStep)[]): string {
  return [`${user}: a run would`, ...steps.map((step) => `  ${stepText(step)}`), ''].join('\n');
}
