import type { ReachableRole } from '../../domain/reachable-role';
import { type InAccounts, inAccounts } from './in-accounts';

type Connect = Parameters<typeof inAccounts>[1];

/** Closes access roles: all sessions of each of them end, those of other people, too. */
export function closeRoles(roles: readonly ReachableRole[], connect: Connect): Promise<InAccounts<ReachableRole>> {
  return inAccounts(roles, connect, async (account, one) => {
    await account.close(one.role);
    return [one];
  });
}
