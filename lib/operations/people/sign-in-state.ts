import type { SignIns } from '../../aws/sign-ins';

/** What a user of the Ops account can sign in with, and what that is good for. */
export interface SignInState {
  /** Undefined where there is no password. */
  readonly passwordSince?: Date;
  readonly groups: readonly string[];
  /** Serial numbers. */
  readonly devices: readonly string[];
}

/** Asks AWS. */
export async function signInState(user: string, signIns: SignIns): Promise<SignInState> {
  const [passwordSince, groups, devices] = await Promise.all([
    signIns.passwordSince(user),
    signIns.groups(user),
    signIns.devices(user),
  ]);
  return { groups, devices, ...(passwordSince && { passwordSince }) };
}
