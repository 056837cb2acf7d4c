import type { AccessKey, AccessKeys } from '../aws/access-keys';

export interface UsedKey extends AccessKey {
  /** Undefined where it was never used, as far as AWS knows. */
  readonly lastUsed?: Date;
}

/** The access keys of a user, the oldest first, with their last use. */
export async function usedKeys(user: string, keys: Pick<AccessKeys, 'list' | 'lastUsed'>): Promise<readonly UsedKey[]> {
  const found = await keys.list(user);
  return Promise.all(
    found.map(async (key) => {
      const lastUsed = await keys.lastUsed(key.id);
      return { ...key, ...(lastUsed && { lastUsed }) };
    }),
  );
}

/** Whole days. */
export function daysBetween(from: Date, to: Date): number {
  return Math.floor((to.getTime() - from.getTime()) / DAY);
}

const DAY = 24 * 60 * 60 * 1_000;
