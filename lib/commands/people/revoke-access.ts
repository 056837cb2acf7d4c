import type { AccessKey } from '../../aws/access-keys';
import type { OpsAccess } from '../../aws/people-access';
import { EVERYBODY_GROUP } from '../../domain/names';
import type { OpsUser } from './iam-people';
import { type DeviceStep, removedDevices, signInState } from './sign-in-state';

/** What shutting somebody out came to. */
export interface RevokedAccess {
  /** The groups that they were in when it began; undefined where that could not be seen. */
  readonly groups: readonly string[] | undefined;
  /** Whether there was something to take away. */
  readonly hadAccess: boolean;
  /** What did not work, or could not be seen: another run tries it again. */
  readonly failures: readonly RevocationFailure[];
}

export interface RevocationFailure {
  readonly step: RevocationStep;
  readonly error: unknown;
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
    steps: [
      ...leavingSteps(groups),
      ...credentialSteps(found, state.passwordSince !== undefined),
      ...removedDevices(devices, ownDevice),
    ],
  };
}

/** What a run is told beside the user. */
export interface Revoking {
  /** The groups that there are: they are left one and all where it cannot be seen which the user is in. */
  readonly everyGroup: readonly string[];
  /** Told before each step. */
  onStep(step: RevocationStep): void;
  /** Told once which groups the user is in, before anything is taken away; undefined where that cannot be seen. */
  onGroups(groups: readonly string[] | undefined): void;
}

/**
 * Takes everything away that a user can sign in with or do. Interrupted anywhere, the user can do less than before and
 * nothing more, and another run finishes. What fails, a look at something included, keeps nothing else from being taken away,
 * but for the MFA device: as long as there may be a way in, it stays in the way.
 */
export async function revokeAccess(
  { name, ownDevice }: OpsUser,
  { signIns, keys }: OpsAccess,
  { everyGroup, onStep, onGroups }: Revoking,
): Promise<RevokedAccess> {
  const failures: RevocationFailure[] = [];
  const failed = (step: RevocationStep) => (error: unknown) => {
    failures.push({ step, error });
    return undefined;
  };
  const seen = <Found>(what: Seen, answer: Promise<Found>) =>
    answer.then((found) => ({ found }), failed({ do: 'see', what }));
  const takeAll = async (steps: readonly RevocationStep[]) => {
    for (const step of steps) {
      onStep(step);
      await take(step, name, { signIns, keys }).catch(failed(step));
    }
  };
  const groups = (await seen('the groups', signIns.groups(name)))?.found;
  onGroups(groups);
  await takeAll(leavingSteps(groups ?? everyGroup));
  // Not before: as long as they were in their groups, they could make themselves another key.
  const [password, found, devices] = await Promise.all([
    seen('the password', signIns.passwordSince(name)),
    seen('the access keys', keys.list(name)),
    seen('the MFA devices', signIns.devices(name)),
  ]);
  // There may be a password where nobody could see.
  const credentials = credentialSteps(found?.found ?? [], password === undefined || password.found !== undefined);
  await takeAll(credentials);
  if (failures.length === 0) await takeAll(removedDevices(devices?.found ?? [], ownDevice));
  const hadAccess = (groups ?? everyGroup).length + credentials.length + (devices?.found.length ?? 0) > 0;
  return { groups, hadAccess, failures };
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
    case 'see':
      return Promise.resolve();
  }
}

/** What takes somebody's sign-in away, one after the other. */
export type RevocationStep =
  | { readonly do: 'leave group'; readonly group: string }
  | { readonly do: 'deactivate key'; readonly key: string }
  | { readonly do: 'delete password' }
  | { readonly do: 'delete key'; readonly key: string }
  | { readonly do: 'see'; readonly what: Seen }
  | DeviceStep;

/** What a run looks at. */
export type Seen =
  | 'the Ops account'
  | 'the user'
  | 'the groups'
  | 'the password'
  | 'the access keys'
  | 'the MFA devices';

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
function credentialSteps(keys: readonly AccessKey[], hasPassword: boolean): readonly RevocationStep[] {
  return [
    ...keys.filter(({ isActive }) => isActive).map(({ id }) => ({ do: 'deactivate key', key: id }) as const),
    ...(hasPassword ? [{ do: 'delete password' } as const] : []),
    ...keys.map(({ id }) => ({ do: 'delete key', key: id }) as const),
  ];
}
