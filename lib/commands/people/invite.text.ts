import { columns } from '../../terminal/columns';
import type { Invited } from './invite';

export interface Invitation extends Invited {
  readonly user: string;
  /** Where they sign in. */
  readonly address: string;
}

/** What an operator hands on to a person; the one place where a password is shown. */
export function invitationText(invitation: Invitation): string {
  const { user, address, password } = invitation;
  const steps = stepsOf(invitation).map((step, index) => `  ${index + 1}. ${step}`);
  return [
    ...columns([
      ['Sign-in address', address],
      ['User name', user],
      ['Password', password.reveal()],
    ]),
    '',
    'The password is shown this once, and has to be changed at the first sign-in. Hand it over on a channel of its own.',
    '',
    ...steps,
    '',
  ].join('\n');
}

/** The shape of `orgstrap people invite --json`; what a later version adds does not change the number. */
const VERSION = 1;

export function invitationJson(invitation: Invitation): string {
  const { user, address, password } = invitation;
  const shown = {
    version: VERSION,
    user,
    signInAddress: address,
    password: password.reveal(),
    steps: stepsOf(invitation),
  };
  return `${JSON.stringify(shown, null, 2)}\n`;
}

function stepsOf({ user, hasMfa }: Invitation): readonly string[] {
  const choose = 'Sign in with this password, and choose another one when you are asked to.';
  const go =
    'Switch into an account: by a link of the page that orgstrap people links writes. For the command line, make an access key in ' +
    `"Security credentials", and have orgstrap people aws-config ${user} write the profiles.`;
  if (hasMfa) return [`${choose} Your MFA device is the one that you have.`, go];
  return [
    choose,
    'Open "Security credentials" in the menu at the top right, and assign an MFA device: an authenticator app, with exactly ' +
      `${user} as the name of the device. IAM refuses every other name.`,
    'Sign out, and in again with a code of that device. Nothing but these steps works before.',
    go,
  ];
}
