import type { AccessKeys } from '../../aws/access-keys';
import type { KeyLabels, KeySecrets } from '../../aws/key-secrets';
import { EXIT, Failure } from '../../domain/failure';
import { failureIn } from '../../estate/live-check';
import { daysBetween, type UsedKey, usedKeys } from '../../estate/used-keys';
import type { CiUser } from './ci-user';

/** How long a key may live, and how long it may lie unused. */
const MOST_DAYS = 90;

/** The keys of a CI user, and what is wrong with them. */
export interface KeyReport {
  readonly pipeline: string;
  readonly access: string;
  readonly user: string;
  readonly keys: readonly ReportedKey[];
  readonly findings: readonly string[];
  /** Why nobody knows which keys there are. @default - it is known */
  readonly notSeen?: string;
}

export interface ReportedKey {
  readonly id: string;
  readonly isActive: boolean;
  /** Which one CI holds, as far as Secrets Manager knows. */
  readonly is: 'current' | 'pending' | 'previous' | 'unknown';
  readonly ageInDays: number;
  /** ISO 8601. */
  readonly lastUsed?: string;
}

/** What is there, at a moment; nothing is changed, and no secret is read. */
export async function keyReport(
  who: CiUser,
  access: { readonly keys: AccessKeys; readonly secrets: KeySecrets },
  now: Date,
): Promise<KeyReport> {
  const { pipeline, access: kind, user } = who;
  const whose = { pipeline, access: kind, user };
  const state = await keyState(who, access).catch(failureIn);
  if (state instanceof Failure) {
    // What holds for every user is said once, by the command.
    if (state.exitStatus !== EXIT.incomplete) throw state;
    return { ...whose, keys: [], findings: [], notSeen: state.message };
  }
  const { keys, labels } = state;
  return {
    ...whose,
    keys: keys.map((key) => reported(key, labels, now)),
    findings: findingsOf(keys, labels, now),
  };
}

function reported({ id, isActive, createdAt, lastUsed }: UsedKey, labels: KeyLabels, now: Date): ReportedKey {
  return {
    id,
    isActive,
    is: labelOf(id, labels),
    ageInDays: daysBetween(createdAt, now),
    ...(lastUsed && { lastUsed: lastUsed.toISOString() }),
  };
}

/** Secrets Manager may call the first key pending and current at once, and then nobody knows that CI holds it. */
function labelOf(id: string, { pending, current, previous }: KeyLabels): ReportedKey['is'] {
  if (id === pending) return 'pending';
  if (id === current) return 'current';
  return id === previous ? 'previous' : 'unknown';
}

function findingsOf(keys: readonly UsedKey[], labels: KeyLabels, now: Date): readonly string[] {
  const active = keys.filter(({ isActive }) => isActive);
  if (active.length === 0) return [keys.length === 0 ? 'it has no key' : 'it has no active key'];
  return [
    ...(active.length > 1 ? ['it has two active keys: a rotation is not finished, or one of them is a stranger'] : []),
    ...active.flatMap((key) => findingsOfKey(key, labels, now)),
  ];
}

function findingsOfKey({ id, createdAt, lastUsed }: UsedKey, labels: KeyLabels, now: Date): readonly string[] {
  const age = daysBetween(createdAt, now);
  const idle = daysBetween(lastUsed ?? createdAt, now);
  return [
    ...(age > MOST_DAYS ? [`${id} is ${age} days old, at most ${MOST_DAYS} are good`] : []),
    ...(idle > MOST_DAYS ? [`${id} has not been used for ${idle} days: remove it if CI no longer needs it`] : []),
    ...(id === labels.pending ? [`${id} is kept, but CI is not known to hold it: run orgstrap key rotate again`] : []),
    ...(labelOf(id, labels) === 'unknown' ? [`${id} was made by hand: run orgstrap key rotate`] : []),
  ];
}

/** Everything that is known of the keys of a CI user at one moment. */
export interface KeyState {
  /** The oldest first; IAM lets a user have two. */
  readonly keys: readonly UsedKey[];
  readonly labels: KeyLabels;
}

/** Asks AWS; no secret is read. */
export async function keyState(
  { user, secret }: CiUser,
  { keys, secrets }: { readonly keys: AccessKeys; readonly secrets: KeySecrets },
): Promise<KeyState> {
  const [used, labels] = await Promise.all([usedKeys(user, keys), secrets.labels(secret)]);
  return { keys: used, labels };
}
