import type { AccessKey } from '../../aws/access-keys';
import { EVERYBODY_GROUP } from '../../domain/names';
import type { DeviceStep } from './removed-devices';
import type { SignInState } from './sign-in-state';

/** What takes somebody's sign-in away, one after the other. */
export type ShutOutStep =
  | { readonly do: 'leave group'; readonly group: string }
  | { readonly do: 'deactivate key'; readonly key: string }
  | { readonly do: 'delete password' }
  | { readonly do: 'delete key'; readonly key: string }
  | DeviceStep;

/**
 * Out of the groups, which is what ends every power of the user, of sessions that go on, too: IAM asks which groups a user
 * is in when a call is made. The group that lets people see to their own sign-in comes last.
 */
export function leavingSteps(groups: readonly string[]): readonly ShutOutStep[] {
  const access = groups.filter((group) => group !== EVERYBODY_GROUP);
  const last = groups.filter((group) => group === EVERYBODY_GROUP);
  return [...access, ...last].map((group) => ({ do: 'leave group', group }));
}

/** What lets somebody in: first so that it no longer does, and then for good, as CloudFormation needs it to delete a user. */
export function credentialSteps(keys: readonly AccessKey[], { passwordSince }: SignInState): readonly ShutOutStep[] {
  return [
    ...keys.filter(({ isActive }) => isActive).map(({ id }) => ({ do: 'deactivate key', key: id }) as const),
    ...(passwordSince === undefined ? [] : [{ do: 'delete password' } as const]),
    ...keys.map(({ id }) => ({ do: 'delete key', key: id }) as const),
  ];
}
