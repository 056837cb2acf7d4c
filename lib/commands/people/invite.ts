import { randomInt } from 'node:crypto';
import type { AccessKeys } from '../../aws/access-keys';
import type { OpsAccess } from '../../aws/people-access';
import type { SignIns } from '../../aws/sign-ins';
import { Failure } from '../../domain/failure';
import { EVERYBODY_GROUP } from '../../domain/names';
import { SecretText } from '../../domain/secret-text';
import { isDeployed, type OpsUser } from './iam-people';
import { type DeviceStep, removedDevices, type SignInState, signInState } from './sign-in-state';

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
 * @throws Failure `NotDeployed`, `ShutOut`, and what `invitationSteps` throws
 */
export async function plannedInvitation(
  user: OpsUser,
  ops: OpsAccess,
  options: InvitationOptions,
): Promise<PlannedInvitation> {
  if (!(await isDeployed(user, ops.signIns))) {
    throw new Failure(
      'NotDeployed',
      `${user.name} is in org.yaml, and not yet a user of the Ops account whom the people operator role may see to: deploy first`,
    );
  }
  const state = await signInState(user.name, ops.signIns);
  if (!state.groups.includes(EVERYBODY_GROUP)) await refuseUnfinished(user.name, state, ops.keys);
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
  ops: OpsAccess,
  options: InvitationOptions,
  onStep: (step: InvitationStep) => void,
): Promise<Invited> {
  const { steps, hasMfa } = await plannedInvitation(user, ops, options);
  const password = firstPassword();
  for (const step of steps) {
    onStep(step);
    await take(step, user.name, password, ops.signIns);
  }
  return { password, hasMfa };
}

function take(step: InvitationStep, user: string, password: SecretText, signIns: SignIns): Promise<void> {
  switch (step.do) {
    case 'join group':
      return signIns.join(user, step.group);
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

/** What password policies can ask for; without the letters and digits that look like others. */
const KINDS = ['ABCDEFGHJKLMNPQRSTUVWXYZ', 'abcdefghijkmnpqrstuvwxyz', '23456789', '!@#%^*()_+-='] as const;

/** A password policy can ask for more, and nobody's does. */
const LENGTH = 32;

/**
 * A password that nobody can guess, with a character of each kind that a password policy can ask for.
 *
 * @param pick - a random whole number from 0 up to a limit, each as likely as the others
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html
 */
export function firstPassword(pick: (limit: number) => number = randomInt): SecretText {
  const characterOf = (kind: string) => kind.charAt(pick(kind.length));
  const all = KINDS.join('');
  const characters = [
    ...KINDS.map(characterOf),
    ...Array.from({ length: LENGTH - KINDS.length }, () => characterOf(all)),
  ];
  return new SecretText(shuffled(characters, pick).join(''));
}

/** Every order is as likely as the others. */
function shuffled(characters: readonly string[], pick: (limit: number) => number): readonly string[] {
  const left = [...characters];
  return characters.flatMap(() => left.splice(pick(left.length), 1));
}

export type InvitationStep =
  | { readonly do: 'join group'; readonly group: string }
  | { readonly do: 'create password' }
  | { readonly do: 'replace password' }
  | DeviceStep;

export interface InvitationOptions {
  /** Whether somebody who has a password gets another one. */
  readonly again: boolean;
  /** Whether somebody whose device is lost may register another one. */
  readonly resetMfa: boolean;
  /** The groups that somebody is in according to org.yaml: who was shut out is taken into them again. */
  readonly groups: readonly string[];
}

/**
 * What an invitation does. The password comes first: somebody who knows the old one must not find a user without MFA. Who was
 * shut out comes back into their groups last, so that it is the one who has the new password. The group that lets people see to
 * their own sign-in is the last of them, because it tells that nothing is missing.
 *
 * @throws Failure `HasPassword`
 */
function invitationSteps(
  { name, ownDevice }: OpsUser,
  { groups, passwordSince, devices }: SignInState,
  { again, resetMfa, groups: meant }: InvitationOptions,
): readonly InvitationStep[] {
  const isOut = !groups.includes(EVERYBODY_GROUP);
  if (passwordSince !== undefined && !again) throw hasPassword(name, passwordSince);
  return [
    { do: passwordSince === undefined ? 'create password' : 'replace password' },
    ...(resetMfa ? removedDevices(devices, ownDevice) : []),
    ...(isOut
      ? [...meant, EVERYBODY_GROUP]
          .filter((group) => !groups.includes(group))
          .map((group) => ({ do: 'join group', group }) as const)
      : []),
  ];
}

/** Who has a way in from before must not get their groups back with it. */
async function refuseUnfinished(user: string, { devices }: SignInState, keys: AccessKeys): Promise<void> {
  const left = [...devices, ...(await keys.list(user)).map(({ id }) => id)];
  if (left.length === 0) return;
  throw new Failure(
    'ShutOut',
    `${user} is not in the group ${EVERYBODY_GROUP} and has ${left.join(', ')}: a revocation has not finished; run orgstrap people revoke ${user} again, and invite them then`,
  );
}

function hasPassword(user: string, since: Date): Failure {
  return new Failure(
    'HasPassword',
    `${user} has a password since ${since.toISOString()}; --again sets a new one, and --reset-mfa lets a new device be registered, too`,
  );
}
