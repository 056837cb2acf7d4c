import type { AccessKeys } from '../../aws/access-keys';
import type { KeyLabels, KeySecrets } from '../../aws/key-secrets';
import type { CiUser } from './ci-user';
import { type UsedKey, usedKeys } from './used-keys';

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
