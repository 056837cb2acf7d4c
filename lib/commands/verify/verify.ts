import { forwardingRulesOf, type RuleDescription } from '../../alarms/rule-description';
import type { AccountRoles } from '../../aws/account-roles';
import type { AccountSummary } from '../../aws/account-summary';
import type { AccountTrails } from '../../aws/account-trails';
import type { AccountUsers } from '../../aws/account-users';
import type { Caller } from '../../aws/caller';
import { throttledTo } from '../../aws/throttle';
import type { ExpectedAccount } from '../../domain/expected-account';
import type { AccountId } from '../../domain/ids';
import { AUDITOR_ROLE } from '../../domain/names';
import type { OrgConfig } from '../../domain/org-config';
import { isWatched, watchedRegions } from '../../domain/watched-accounts';
import {
  type CheckSubject,
  checksOfAnswer,
  doesNotHold,
  holds,
  type LiveCheck,
  notSeenFor,
} from '../../estate/live-check';
import { refuseWithoutOperators } from '../../estate/operators-needed';
import { rootUserChecks } from '../../estate/root-user';
import { SEE } from './judged';
import { roleChecks } from './role-checks';
import { ruleChecks } from './rule-checks';
import { type SeenTerraformAccount, terraformAccountChecks } from './terraform-account-checks';
import { trailChecks } from './trail-checks';
import { groupChecks, userChecks } from './user-checks';

/** Every account that the credentials at hand may enter as its auditor role. */
export interface VerifyView {
  readonly caller: Caller;
  enter(account: AccountId): Promise<SeenAccount>;
}

/** One account as its auditor role sees it. */
interface SeenAccount extends SeenTerraformAccount {
  readonly roles: AccountRoles;
  readonly summary: AccountSummary;
  readonly trails: AccountTrails;
  readonly users: AccountUsers;
}

/** One account, and what came of looking at it. */
export interface VerifiedAccount {
  readonly id: AccountId;
  readonly name: string;
  readonly checks: readonly LiveCheck[];
}

/** Accounts at the same time: IAM allows few calls in each, and they are many. */
const ACCOUNTS = 8;

/** Roles of one account at the same time, for the same reason: each takes several calls. */
const AT_ONCE = 3;

const ENTERED: CheckSubject = {
  name: 'auditor role',
  why: 'who cannot enter the account cannot tell what is in it',
};

/**
 * Whether every account of `org.yaml` has what orgstrap makes there, and a root user that is out of the way; and with the audit,
 * whether a trail records what happens there. It only reads.
 * One account that fails never hides another.
 *
 * @param onSeen - told how many accounts were looked at
 * @throws Failure `NoOperators` where nobody may become the auditor role; `NoCredentials`, `AwsUnreachable`
 */
export async function verify(
  config: OrgConfig,
  expected: readonly ExpectedAccount[],
  view: VerifyView,
  onSeen: (accounts: number) => void = () => undefined,
): Promise<readonly VerifiedAccount[]> {
  refuseWithoutOperators(config);
  // Without any credentials every account would say the same.
  await view.caller.account();
  const throttle = throttledTo(ACCOUNTS);
  let seen = 0;
  return Promise.all(
    expected.map(async (account) => {
      const checks = await throttle(() => verifiedAccount(config, account, view));
      onSeen(++seen);
      return { id: account.id, name: account.name, checks };
    }),
  );
}

async function verifiedAccount(
  config: OrgConfig,
  account: ExpectedAccount,
  view: VerifyView,
): Promise<readonly LiveCheck[]> {
  const entered = await view.enter(account.id).then(
    (given) => ({ given }),
    (error: unknown) => ({ unseen: notSeenFor(ENTERED, error, ENTER) }),
  );
  if ('unseen' in entered) return [entered.unseen];
  const seen = entered.given;
  const { roles, summary, trails, users } = seen;
  const throttle = throttledTo(AT_ONCE);
  const checks = await Promise.all([
    [holds(ENTERED, 'entered')],
    rootUserChecks(config, account.id, summary),
    ...account.roles.map((role) => throttle(() => roleChecks(role, roles))),
    policyChecks(account.policies, roles),
    groupChecks(account.groups, users),
    account.users === undefined ? [] : userChecks(account.users, users),
    account.trail === undefined ? [] : trailChecks(account.trail, trails),
    account.id === config.accounts.terraform ? terraformAccountChecks(config, seen) : [],
    ...forwarding(config, account.id).map(([rule, region]) => throttle(() => ruleChecks(rule, region, seen.rules))),
  ]);
  return checks.flat();
}

/** The rules that send what may be an alarm, in each Region in which somebody may be seen. */
function forwarding(config: OrgConfig, account: AccountId): readonly (readonly [RuleDescription, string])[] {
  if (!isWatched(config, account)) return [];
  return watchedRegions(config).flatMap((region) =>
    forwardingRulesOf(config, account).map((rule) => [rule, region] as const),
  );
}

const ENTER = `run it with the credentials of an operator of org.yaml who may call sts:AssumeRole on ${AUDITOR_ROLE}; if it is not deployed there: npx cdk deploy --all`;

/** Policies that people need in an account, whether or not a role wears them at the moment. */
async function policyChecks(arns: readonly string[], roles: AccountRoles): Promise<readonly LiveCheck[]> {
  const checks = await Promise.all(arns.map((arn) => policyCheck(arn, roles)));
  return checks.flat();
}

function policyCheck(arn: string, roles: AccountRoles): Promise<readonly LiveCheck[]> {
  const question: CheckSubject = {
    name: arn.split('/').at(-1) ?? arn,
    why: 'what names it, a permission set or a command, fails without it',
  };
  return checksOfAnswer(
    [question],
    SEE,
    () => roles.hasPolicy(arn),
    (isThere) => [
      isThere ? holds(question, 'is there') : doesNotHold(question, 'there is no such policy', 'npx cdk deploy --all'),
    ],
  );
}
