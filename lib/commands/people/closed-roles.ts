import type { AccessRoles } from '../../aws/access-roles';
import { throttledTo } from '../../aws/throttle';
import type { AccountId } from '../../domain/ids';
import type { ReachableRole } from '../../domain/reachable-role';

/** What was found or done in all accounts, with what failed in some of them. */
export interface InAccounts {
  readonly roles: readonly ReachableRole[];
  readonly failures: readonly AccountFailure[];
}

export interface AccountFailure {
  /** What it is about: one role or all of them, of one account. */
  readonly roles: readonly ReachableRole[];
  readonly error: unknown;
}

type Connect = (account: AccountId) => Promise<AccessRoles>;

/** Accounts at the same time. */
const ACCOUNTS_AT_ONCE = 8;

/** Closes access roles: all sessions of each of them end, those of other people, too. */
export function closeRoles(roles: readonly ReachableRole[], connect: Connect): Promise<InAccounts> {
  return inAccounts(roles, connect, async (account, role) => {
    await account.close(role);
    return true;
  });
}

/** Opens those that are closed; the others are left alone. */
export function openRoles(roles: readonly ReachableRole[], connect: Connect): Promise<InAccounts> {
  return inAccounts(roles, connect, async (account, role) => {
    if (!(await account.isClosed(role))) return false;
    await account.open(role);
    return true;
  });
}

/** Those that are closed. */
export function closedRoles(roles: readonly ReachableRole[], connect: Connect): Promise<InAccounts> {
  return inAccounts(roles, connect, (account, role) => account.isClosed(role));
}

/** @param isOne - sees to a role, and says whether it is one of the result */
async function inAccounts(
  roles: readonly ReachableRole[],
  connect: Connect,
  isOne: (account: AccessRoles, role: string) => Promise<boolean>,
): Promise<InAccounts> {
  const throttle = throttledTo(ACCOUNTS_AT_ONCE);
  const accounts = [...new Set(roles.map(({ account }) => account))];
  const results = await Promise.all(
    accounts.map((account) =>
      throttle(() =>
        inAccount(
          roles.filter((role) => role.account === account),
          () => connect(account),
          isOne,
        ),
      ),
    ),
  );
  return { roles: results.flatMap(({ roles }) => roles), failures: results.flatMap(({ failures }) => failures) };
}

async function inAccount(
  wanted: readonly ReachableRole[],
  connect: () => Promise<AccessRoles>,
  isOne: (account: AccessRoles, role: string) => Promise<boolean>,
): Promise<InAccounts> {
  const roles: ReachableRole[] = [];
  const failures: AccountFailure[] = [];
  try {
    const account = await connect();
    for (const one of wanted) {
      try {
        if (await isOne(account, one.role)) roles.push(one);
      } catch (error) {
        failures.push({ roles: [one], error });
      }
    }
  } catch (error) {
    failures.push({ roles: wanted, error });
  }
  return { roles, failures };
}
