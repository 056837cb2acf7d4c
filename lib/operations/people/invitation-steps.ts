import { Failure } from '../../domain/failure';
import { EVERYBODY_GROUP } from '../../domain/names';
import type { OpsUser } from './ops-user';
import { type DeviceStep, removedDevices } from './removed-devices';
import type { SignInState } from './sign-in-state';

export type InvitationStep = { readonly do: 'create password' } | { readonly do: 'replace password' } | DeviceStep;

export interface InvitationOptions {
  /** Whether somebody who has a password gets another one. */
  readonly again: boolean;
  /** Whether somebody whose device is lost may register another one. */
  readonly resetMfa: boolean;
}

/**
 * What an invitation does. The password comes first: somebody who knows the old one must not find a user without MFA.
 *
 * @throws Failure `ShutOut`, `HasPassword`
 */
export function invitationSteps(
  { name, ownDevice }: OpsUser,
  { groups, passwordSince, devices }: SignInState,
  { again, resetMfa }: InvitationOptions,
): readonly InvitationStep[] {
  if (!groups.includes(EVERYBODY_GROUP)) throw shutOut(name);
  if (passwordSince !== undefined && !again) throw hasPassword(name, passwordSince);
  return [
    { do: passwordSince === undefined ? 'create password' : 'replace password' },
    ...(resetMfa ? removedDevices(devices, ownDevice) : []),
  ];
}

function shutOut(user: string): Failure {
  return new Failure(
    'ShutOut',
    `${user} is not in the group ${EVERYBODY_GROUP}, so nobody could set up this sign-in; orgstrap people revoke took them out: ` +
      `remove ${user} from org.yaml and deploy, add ${user} again and deploy, and invite them then`,
  );
}

function hasPassword(user: string, since: Date): Failure {
  return new Failure(
    'HasPassword',
    `${user} has a password since ${since.toISOString()}; --again sets a new one, and --reset-mfa lets a new device be registered, too`,
  );
}
