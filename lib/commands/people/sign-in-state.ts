import { isVirtualDevice, type SignIns } from '../../aws/sign-ins';

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

export type DeviceStep =
  | { readonly do: 'deactivate device'; readonly device: string }
  /** Whether it is there or not: a device that nobody has any more is in no list that operators see. */
  | { readonly do: 'delete device'; readonly device: string };

/** How MFA devices go: a virtual one is left behind when it is deactivated, and its name is taken. */
export function removedDevices(devices: readonly string[], ownDevice: string): readonly DeviceStep[] {
  const virtual = new Set([...devices.filter(isVirtualDevice), ownDevice]);
  return [
    ...devices.map((device) => ({ do: 'deactivate device', device }) as const),
    ...[...virtual].map((device) => ({ do: 'delete device', device }) as const),
  ];
}
