import type { SignIns } from '../../aws/sign-ins';
import { Failure } from '../../domain/failure';
import type { SecretText } from '../../domain/secret-text';
import { firstPassword } from './first-password';
import { type InvitationOptions, type InvitationStep, invitationSteps } from './invitation-steps';
import { isDeployed, type OpsUser } from './ops-user';
import { signInState } from './sign-in-state';

/** What somebody needs to know who was invited. */
export interface Invited {
  readonly password: SecretText;
  /** Whether they have an MFA device, and need not register one. */
  readonly hasMfa: boolean;
}

/** What a run would do. */
export interface PlannedInvitation extends Pick<Invited, 'hasMfa'> {
  readonly steps: readonly InvitationStep[];
}

/**
 * What a run would do; it changes nothing.
 *
 * @throws Failure `NotDeployed`, and what `invitationSteps` throws
 */
export async function plannedInvitation(
  user: OpsUser,
  signIns: SignIns,
  options: InvitationOptions,
): Promise<PlannedInvitation> {
  if (!(await isDeployed(user, signIns))) {
    throw new Failure(
      'NotDeployed',
      `${user.name} is in org.yaml, and not yet a user of the Ops account whom the people operator role may see to: deploy first`,
    );
  }
  const state = await signInState(user.name, signIns);
  return {
    steps: invitationSteps(user, state, options),
    hasMfa: state.devices.length > 0 && !options.resetMfa,
  };
}

/**
 * Gives a person a first password, or a new one. Interrupted, nobody knows the password that was set, and another run with
 * `again` sets another one.
 *
 * @throws Failure what `plannedInvitation` and the port throw
 */
export async function invite(
  user: OpsUser,
  signIns: SignIns,
  options: InvitationOptions,
  onStep: (step: InvitationStep) => void,
): Promise<Invited> {
  const { steps, hasMfa } = await plannedInvitation(user, signIns, options);
  const password = firstPassword();
  for (const step of steps) {
    onStep(step);
    await take(step, user.name, password, signIns);
  }
  return { password, hasMfa };
}

function take(step: InvitationStep, user: string, password: SecretText, signIns: SignIns): Promise<void> {
  switch (step.do) {
    case 'create password':
      return signIns.createPassword(user, password);
    case 'replace password':
      return signIns.replacePassword(user, password);
    case 'deactivate device':
      return signIns.deactivateDevice(user, step.device);
    case 'delete device':
      return signIns.deleteDevice(step.device);
  }
}
