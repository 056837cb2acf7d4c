import type { AccessKey, AccessKeys } from '../../aws/access-keys';
import type { KeyLabels, KeySecrets } from '../../aws/key-secrets';
import type { CiUser } from './ci-user';

/** Everything that is known of the keys of a CI user at one moment. */
export interface KeyState {
  /** The oldest first; IAM lets a user have two. */
  readonly keys: readonly UsedKey[];
  readonly labels: KeyLabels;
}

export interface UsedKey extends AccessKey {
  /** Undefined where it was never used, as far as AWS knows. */
  readonly lastUsed?: Date;
}

/** Asks AWS; no secret is read. */
export async function keyState(
  { user, secret }: CiUser,
  { keys, secrets }: { readonly keys: AccessKeys; readonly secrets: KeySecrets },
): Promise<KeyState> {
  const [found, labels] = await Promise.all([keys.list(user), secrets.labels(secret)]);
  const used = await Promise.all(
    found.map(async (key) => {
      const lastUsed = await keys.lastUsed(key.id);
      return { ...key, ...(lastUsed && { lastUsed }) };
    }),
  );
  return { keys: used, labels };
}
