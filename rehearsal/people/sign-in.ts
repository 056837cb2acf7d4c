import type { AccountId } from '../../lib/domain/account-id';
import type { Authenticator } from '../emulated/authenticator';
import type { SignedIn } from '../emulated/control';
import type { Stage } from '../stage';

/** What somebody enters on the console's sign-in page. */
export interface Entered {
  readonly account: AccountId;
  readonly user: string;
  readonly password: string;
  /** @default - they have none */
  readonly phone?: Authenticator;
}

/**
 * Signs somebody in to the console, which is no API: the emulator stands for the page, and the gateway verifies the code.
 *
 * @throws Error where the page would not let them in
 */
export function signIn({ control, gateway }: Stage, { phone, ...entered }: Entered): Promise<SignedIn> {
  const mfa = phone !== undefined;
  if (mfa && !gateway.codes.takes(phone.seed, phone.nextCode()))
    throw new Error('the code is not the one of the device');
  return control.signIn({ ...entered, mfa });
}
