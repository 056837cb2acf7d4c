import type { AccessRoles } from '../../aws/access-roles';
import { throttledTo } from '../../aws/throttle';
import type { AccountId } from '../../domain/ids';
import type { ReachableRole } from '../../domain/reachable-role';

/** What was found or done in all accounts, with what failed in some of them. */
export interface InAccounts<Found> {
  readonly found: readonly Found[];
  readonly failures: readonly AccountFailure[];
}

export interface AccountFailure {
  /** What it is about: one role or all of them, of one account. */
  readonly roles: readonly ReachableRole[];
  readonly error: unknown;
}

type Connect = (account: AccountId) => Promise<AccessRoles>;
type See<Found> = (account: AccessRoles, role: ReachableRole) => Promise<readonly Found[]>;

/** Accounts at the same time. */
const ACCOUNTS_AT_ONCE = 8;

/** Sees to access roles, whatever fails at others of them. */
export async function inAccounts<Found>(
  roles: readonly ReachableRole[],
  connect: Connect,
  see: See<Found>,
): Promise<InAccounts<Found>> {
  const throttle = throttledTo(ACCOUNTS_AT_ONCE);
  const accounts = [...new Set(roles.map(({ account }) => account))];
  const results = await Promise.all(
    accounts.map((account) =>
      throttle(() =>
        inAccount(
          roles.filter((role) => role.account === account),
          () => connect(account),
          see,
        ),
      ),
    ),
  );
  return { found: results.flatMap(({ found }) => found), failures: results.flatMap(({ failures }) => failures) };
}

async function inAccount<Found>(
  wanted: readonly ReachableRole[],
  connect: () => Promise<AccessRoles>,
  see: See<Found>,
): Promise<InAccounts<Found>> {
  const found: Found[] = [];
  const failures: AccountFailure[] = [];
  try {
    const account = await connect();
    for (const one of wanted) {
      try {
        found.push(...(await see(account, one)));
      } catch (error) {
        failures.push({ roles: [one], error });
      }
    }
  } catch (error) {
    failures.push({ roles: wanted, error });
  }
  return { found, failures };
}
