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
export function closeRoles(reach: readonly ReachableRole[], connect: Connect): Promise<InAccounts> {
  return inAccounts(reach, connect, async (roles, role) => {
    await roles.close(role);
    return true;
  });
}

/** Opens those that are closed; the others are left alone. */
export function openRoles(reach: readonly ReachableRole[], connect: Connect): Promise<InAccounts> {
  return inAccounts(reach, connect, async (roles, role) => {
    if (!(await roles.isClosed(role))) return false;
    await roles.open(role);
    return true;
  });
}

/** Those that are closed. */
export function closedRoles(reach: readonly ReachableRole[], connect: Connect): Promise<InAccounts> {
  return inAccounts(reach, connect, (roles, role) => roles.isClosed(role));
}

/** @param isOne - sees to a role, and says whether it is one of the result */
async function inAccounts(
  reach: readonly ReachableRole[],
  connect: Connect,
  isOne: (roles: AccessRoles, role: string) => Promise<boolean>,
): Promise<InAccounts> {
  const turnstile = throttledTo(ACCOUNTS_AT_ONCE);
  const accounts = [...new Set(reach.map(({ account }) => account))];
  const results = await Promise.all(
    accounts.map((account) =>
      turnstile(() =>
        inAccount(
          reach.filter((one) => one.account === account),
          () => connect(account),
          isOne,
        ),
      ),
    ),
  );
  return { roles: results.flatMap(({ roles }) => roles), failures: results.flatMap(({ failures }) => failures) };
}

async function inAccount(
  reach: readonly ReachableRole[],
  connect: () => Promise<AccessRoles>,
  isOne: (roles: AccessRoles, role: string) => Promise<boolean>,
): Promise<InAccounts> {
  const roles: ReachableRole[] = [];
  const failures: AccountFailure[] = [];
  try {
    const access = await connect();
    for (const one of reach) {
      try {
        if (await isOne(access, one.role)) roles.push(one);
      } catch (error) {
        failures.push({ roles: [one], error });
      }
    }
  } catch (error) {
    failures.push({ roles: reach, error });
  }
  return { roles, failures };
}
