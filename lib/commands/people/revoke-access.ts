import type { AccessKey } from '../../aws/access-keys';
import type { OpsAccess } from '../../aws/people-access';
import { EVERYBODY_GROUP } from '../../domain/names';
import type { OpsUser } from './iam-people';
import { type DeviceStep, removedDevices, type SignInState, signInState } from './sign-in-state';

/** What shutting somebody out came to. */
export interface RevokedAccess {
  /** The groups that they were in when it began. */
  readonly groups: readonly string[];
  /** What did not work: another run tries it again. */
  readonly failures: readonly { readonly step: RevocationStep; readonly error: unknown }[];
}

/** The groups of a user, and what a run would do. */
export async function plannedAccessRevocation(
  { name, ownDevice }: OpsUser,
  { signIns, keys }: OpsAccess,
): Promise<{ readonly groups: readonly string[]; readonly steps: readonly RevocationStep[] }> {
  const [state, found] = await Promise.all([signInState(name, signIns), keys.list(name)]);
  const { groups, devices } = state;
  return {
    groups,
    steps: [...leavingSteps(groups), ...credentialSteps(found, state), ...removedDevices(devices, ownDevice)],
  };
}

/**
 * Takes everything away that a user can sign in with or do. Interrupted anywhere, the user can do less than before and
 * nothing more, and another run finishes. What fails keeps nothing else from being taken away, but for the MFA device: as
 * long as there is a way in, it stays in the way.
 */
export async function revokeAccess(
  { name, ownDevice }: OpsUser,
  { signIns, keys }: OpsAccess,
  onStep: (step: RevocationStep) => void,
): Promise<RevokedAccess> {
  const failures: { step: RevocationStep; error: unknown }[] = [];
  const takeAll = async (steps: readonly RevocationStep[]) => {
    for (const step of steps) {
      onStep(step);
      await take(step, name, { signIns, keys }).catch((error: unknown) => failures.push({ step, error }));
    }
  };
  const groups = await signIns.groups(name);
  await takeAll(leavingSteps(groups));
  // Not before: as long as they were in their groups, they could make themselves another key.
  const [state, found] = await Promise.all([signInState(name, signIns), keys.list(name)]);
  await takeAll(credentialSteps(found, state));
  if (failures.length === 0) await takeAll(removedDevices(state.devices, ownDevice));
  return { groups, failures };
}

function take(step: RevocationStep, user: string, { signIns, keys }: OpsAccess): Promise<void> {
  switch (step.do) {
    case 'leave group':
      return signIns.leave(user, step.group);
    case 'deactivate key':
      return keys.deactivate(user, step.key);
    case 'delete password':
      return signIns.deletePassword(user);
    case 'delete key':
      return keys.delete(user, step.key);
    case 'deactivate device':
      return signIns.deactivateDevice(user, step.device);
    case 'delete device':
      return signIns.deleteDevice(step.device);
  }
}

/** What takes somebody's sign-in away, one after the other. */
export type RevocationStep =
  | { readonly do: 'leave group'; readonly group: string }
  | { readonly do: 'deactivate key'; readonly key: string }
  | { readonly do: 'delete password' }
  | { readonly do: 'delete key'; readonly key: string }
  | DeviceStep;

/**
 * Out of the groups, which is what ends every power of the user, of sessions that go on, too: IAM asks which groups a user
 * is in when a call is made. The group that lets people see to their own sign-in comes last.
 */
function leavingSteps(groups: readonly string[]): readonly RevocationStep[] {
  const access = groups.filter((group) => group !== EVERYBODY_GROUP);
  const last = groups.filter((group) => group === EVERYBODY_GROUP);
  return [...access, ...last].map((group) => ({ do: 'leave group', group }));
}

/** What lets somebody in: first so that it no longer does, and then for good, as CloudFormation needs it to delete a user. */
function credentialSteps(keys: readonly AccessKey[], { passwordSince }: SignInState): readonly RevocationStep[] {
  return [
    ...keys.filter(({ isActive }) => isActive).map(({ id }) => ({ do: 'deactivate key', key: id }) as const),
    ...(passwordSince === undefined ? [] : [{ do: 'delete password' } as const]),
    ...keys.map(({ id }) => ({ do: 'delete key', key: id }) as const),
  ];
}
