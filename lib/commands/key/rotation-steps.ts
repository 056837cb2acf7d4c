import { Failure } from '../../domain/failure';
import type { UsedKey } from '../../estate/used-keys';
import type { CiUser } from './ci-user';
import type { KeyState } from './status';

/** What a rotation does, one after the other; after each of them CI holds a key that works. */
export type RotationStep =
  /** Notes that CI holds this key, which was made by hand. */
  | { readonly do: 'adopt'; readonly key: string }
  | { readonly do: 'delete'; readonly key: string; readonly because: 'it is inactive' | 'nobody was given it' }
  /** Makes the new key, and keeps it in Secrets Manager. */
  | { readonly do: 'create' }
  /** Takes up the key that an earlier run made. */
  | { readonly do: 'resume'; readonly key: string }
  /** Becomes the CI role with the new key. */
  | { readonly do: 'prove' }
  /** Gives the new key to the CI system. */
  | { readonly do: 'hand over' }
  /** A person has to give it to the CI system; nothing comes after it. */
  | { readonly do: 'wait' }
  /** Notes that CI holds the new key. */
  | { readonly do: 'promote' }
  | { readonly do: 'deactivate'; readonly key: string };

export interface RotationOptions {
  /** Who gives the new key to the CI system: a command now, a person who has done so, or a person who has yet to. */
  readonly handOver: 'command' | 'done' | 'person';
  /** How long an inactive key is kept, in case that somebody still needs it, counted from when its successor was made. */
  readonly graceHours: number;
  readonly now: Date;
}

/**
 * What is left to do, from what is there: it takes up a run that was interrupted at any step. Where nothing is
 * left of an earlier rotation, it is a new one; it is empty as long as the key before the current one is kept.
 *
 * A new key is unknown until it is in Secrets Manager, pending until CI is known to hold it, and then the current one.
 *
 * @throws Failure `AmbiguousKeys`, `UnknownKey` where only a person knows which key CI holds.
 */
export function rotationSteps(who: CiUser, state: KeyState, options: RotationOptions): readonly RotationStep[] {
  const { labels } = state;
  const active = state.keys.filter(({ isActive }) => isActive);
  const pending = active.find(({ id }) => id === labels.pending);
  if (pending !== undefined) {
    const others = active.filter((key) => key !== pending);
    return [{ do: 'resume', key: pending.id }, ...handedOver(options.handOver, others)];
  }
  const current = active.find(({ id }) => id === labels.current);
  return current === undefined ? withoutCurrent(who, state, options) : withCurrent(who, current, state, options);
}

function withCurrent(
  who: CiUser,
  current: UsedKey,
  { keys, labels }: KeyState,
  options: RotationOptions,
): readonly RotationStep[] {
  const other = keys.find((key) => key !== current);
  if (other === undefined) return created([current], options);
  if (other.isActive && other.id === labels.previous) return [{ do: 'deactivate', key: other.id }];
  if (other.isActive && other.lastUsed !== undefined) throw unknownKey(who, other, current);
  if (!other.isActive && isYoung(current, options)) return [];
  return [deleted(other), ...created([current], options)];
}

/** The first rotation, or one after somebody saw to the keys by hand. */
function withoutCurrent(who: CiUser, { keys }: KeyState, options: RotationOptions): readonly RotationStep[] {
  const active = keys.filter(({ isActive }) => isActive);
  if (active.length > 1) throw ambiguousKeys(who, active);
  return [
    ...active.map(({ id }): RotationStep => ({ do: 'adopt', key: id })),
    ...keys.filter(({ isActive }) => !isActive).map(deleted),
    ...created(active, options),
  ];
}

/** Nobody can have given a key to CI that is not made yet. */
function created(old: readonly UsedKey[], { handOver }: RotationOptions): readonly RotationStep[] {
  return [{ do: 'create' }, ...handedOver(handOver === 'done' ? 'person' : handOver, old)];
}

/** From a new key that is kept to the end. Nothing takes the old one away before the new one worked. */
function handedOver(handOver: RotationOptions['handOver'], old: readonly UsedKey[]): readonly RotationStep[] {
  if (handOver === 'person') return [{ do: 'prove' }, { do: 'wait' }];
  return [
    { do: 'prove' },
    ...(handOver === 'command' ? [{ do: 'hand over' } as const] : []),
    { do: 'promote' },
    ...old.map(({ id }): RotationStep => ({ do: 'deactivate', key: id })),
  ];
}

function deleted({ id, isActive }: UsedKey): RotationStep {
  return { do: 'delete', key: id, because: isActive ? 'nobody was given it' : 'it is inactive' };
}

function isYoung({ createdAt }: UsedKey, { graceHours, now }: RotationOptions): boolean {
  return now.getTime() - createdAt.getTime() < graceHours * HOUR;
}

const HOUR = 60 * 60 * 1_000;

function ambiguousKeys({ user }: CiUser, keys: readonly UsedKey[]): Failure {
  return new Failure(
    'AmbiguousKeys',
    `${user} has two active keys, ${keys.map(({ id }) => id).join(' and ')}, and nothing says which one CI holds; deactivate the other one and run this again`,
  );
}

function unknownKey({ user }: CiUser, unknown: UsedKey, current: UsedKey): Failure {
  return new Failure(
    'UnknownKey',
    `${user} has the active key ${unknown.id}, which is in use and was not made by this command, beside ${current.id}; deactivate whichever CI does not hold and run this again`,
  );
}
