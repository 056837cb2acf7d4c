import type { OpsAccess } from '../../aws/people-access';
import type { OpsUser } from './ops-user';
import { removedDevices } from './removed-devices';
import { credentialSteps, leavingSteps, type ShutOutStep } from './shut-out-steps';
import { signInState } from './sign-in-state';

/** What shutting somebody out came to. */
export interface ShutOut {
  /** The groups that they were in when it began. */
  readonly groups: readonly string[];
  /** What did not work: another run tries it again. */
  readonly failures: readonly { readonly step: ShutOutStep; readonly error: unknown }[];
}

/** The groups of a user, and what a run would do. */
export async function plannedShutOut(
  { name, ownDevice }: OpsUser,
  { signIns, keys }: OpsAccess,
): Promise<{ readonly groups: readonly string[]; readonly steps: readonly ShutOutStep[] }> {
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
export async function shutOut(
  { name, ownDevice }: OpsUser,
  { signIns, keys }: OpsAccess,
  onStep: (step: ShutOutStep) => void,
): Promise<ShutOut> {
  const failures: { step: ShutOutStep; error: unknown }[] = [];
  const takeAll = async (steps: readonly ShutOutStep[]) => {
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

function take(step: ShutOutStep, user: string, { signIns, keys }: OpsAccess): Promise<void> {
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
