import type { MemberAccounts } from '../../aws/member-accounts';
import { Failure } from '../../domain/failure';
import { type AccountWork, until } from './account-work';

/**
 * Moves an account into an OU, or the root, unless it is there. Another change of the account at the same time is waited for.
 *
 * @throws Failure `StillWaiting`, and what the port throws
 */
export async function placedAccount(
  account: string,
  unit: string,
  accounts: Pick<MemberAccounts, 'parentOf' | 'move'>,
  work: AccountWork,
): Promise<void> {
  await until(work, async () => {
    const parent = await accounts.parentOf(account);
    if (parent === unit) return { answer: undefined };
    try {
      await work.uninterrupted(async () => {
        await accounts.move(account, parent, unit);
        work.say(`${account} moved from ${parent} to ${unit}`);
      });
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== 'AccountChanges') throw error;
      return { waitsFor: error.message };
    }
    return { answer: undefined };
  });
}
