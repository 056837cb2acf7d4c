import { type ForwardingRule, forwardingRules } from '../../alarms/forwarded';
import { forwardingRulesOf, type RuleDescription } from '../../alarms/rule-description';
import type { AccountRoles } from '../../aws/account-roles';
import type { AccountSchedules } from '../../aws/account-schedules';
import type { AccountSummary } from '../../aws/account-summary';
import type { AccountTrails } from '../../aws/account-trails';
import type { AccountUsers } from '../../aws/account-users';
import type { Caller } from '../../aws/caller';
import type { ClosedDoor } from '../../aws/closed-door';
import type { NamedPolicies } from '../../aws/control-policies';
import type { Organization } from '../../aws/organization';
import type { PasswordPolicies } from '../../aws/password-policy';
import { throttledTo } from '../../aws/throttle';
import type { AccountToSee, ExpectedAccount } from '../../domain/expected-account';
import type { AccountId } from '../../domain/ids';
import { AUDITOR_ROLE } from '../../domain/names';
import { once } from '../../domain/once';
import type { OrgConfig } from '../../domain/org-config';
import { isWatched, watchedRegions } from '../../domain/watched-accounts';
import { exemptedRoleChecks } from '../../estate/exempted-role-checks';
import {
  type CheckSubject,
  checksOfAnswer,
  doesNotHold,
  holds,
  type LiveCheck,
  notSeenFor,
} from '../../estate/live-check';
import { refuseWithoutOperators } from '../../estate/operators-needed';
import { passwordChecks } from '../../estate/password-checks';
import { rootUserChecks } from '../../estate/root-user';
import { organizationReader } from '../../policies/auditor-role';
import { boundaryChecks } from './boundary-checks';
import { defaultBusCheck } from './default-bus-check';
import { doorCheck } from './door-check';
import { guardrailChecks, unseenGuardrails } from './guardrail-checks';
import { SEE } from './judged';
import { roleAgain } from './role-again';
import { roleChecks } from './role-checks';
import { ruleChecks } from './rule-checks';
import { scheduleCheck } from './schedule-check';
import { type SeenTerraformAccount, terraformAccountChecks } from './terraform-account-checks';
import { trailChecks } from './trail-checks';
import { unlistedAccounts } from './unlisted-accounts';
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
  readonly schedules: AccountSchedules;
  readonly users: AccountUsers;
  readonly passwords: Pick<PasswordPolicies, 'read'>;
  /** What nobody may become in its session. */
  readonly door: ClosedDoor;
  /** The organization that the account is in, as far as it may see it. */
  readonly organization: Pick<Organization, 'tree'>;
  readonly controlPolicies: NamedPolicies;
}

/** One account, and what came of looking at it. */
export interface VerifiedAccount {
  readonly id: AccountId;
  readonly name: string;
  readonly checks: readonly LiveCheck[];
}

/** Accounts at the same time. IAM counts the calls in each account, and STS those of the account that calls. */
const ACCOUNTS_AT_ONCE = 32;

/** Roles of one account at the same time: each takes several calls, of which IAM allows an account few. */
const AT_ONCE = 3;

const ENTERED: CheckSubject = {
  kind: 'auditor-role',
  name: 'auditor role',
  why: 'who cannot enter the account cannot tell what is in it',
};

/**
 * Whether every account of `org.yaml` has what orgstrap makes there, and a root user that is out of the way; and with the audit,
 * whether a trail records what happens there. It reads, and tries one thing that must be refused. Accounts that StackSets reach and `org.yaml` does not name come last.
 * One account that fails never hides another.
 *
 * @param onSeen - told how many accounts were looked at
 * @param atOnce - how many accounts are looked at at the same time
 * @throws Failure `NoOperators` where nobody may become the auditor role; `NoCredentials`, `AwsUnreachable`
 */
export async function verify(
  config: OrgConfig,
  accounts: readonly AccountToSee[],
  view: VerifyView,
  onSeen: (accounts: number) => void = () => undefined,
  atOnce = ACCOUNTS_AT_ONCE,
): Promise<readonly VerifiedAccount[]> {
  refuseWithoutOperators(config);
  // Without any credentials every account would say the same.
  await view.caller.account();
  const throttle = throttledTo(atOnce);
  let seen = 0;
  const rules = once(() => forwardingRules(config));
  const looked = async (account: AccountToSee): Promise<LookedAt> => {
    const { checks, unlisted } = await throttle(() => verifiedAccount(config, account, view, rules));
    onSeen(++seen);
    return { verified: { id: account.id, name: account.name, checks }, unlisted };
  };
  const listed = await Promise.all(accounts.map(looked));
  const unlisted = await Promise.all(listed.flatMap((account) => account.unlisted).map(looked));
  return [...[...listed, ...unlisted].map(({ verified }) => verified), ...unseenOrganization(config)];
}

/** An account that was looked at, and those that were seen from it and are not in `org.yaml`. */
interface LookedAt {
  readonly verified: VerifiedAccount;
  readonly unlisted: readonly AccountToSee[];
}

/** What the management account would tell, where no auditor role sees the organization. */
function unseenOrganization(config: OrgConfig): readonly VerifiedAccount[] {
  const { guardrails, organization } = config;
  if (guardrails === undefined || organizationReader(config) !== undefined) return [];
  return [{ id: organization.managementAccount, name: 'management', checks: unseenGuardrails(config, guardrails) }];
}

async function verifiedAccount(
  config: OrgConfig,
  { id, expected }: AccountToSee,
  view: VerifyView,
  rules: () => readonly ForwardingRule[],
): Promise<Pick<VerifiedAccount, 'checks'> & Pick<LookedAt, 'unlisted'>> {
  const entered = await view.enter(id).then(
    (given) => ({ given }),
    (error: unknown) => ({ unseen: notSeenFor(ENTERED, error, ENTER) }),
  );
  if ('unseen' in entered) return { checks: [entered.unseen], unlisted: [] };
  const seen = entered.given;
  const account = expected();
  const { roles, summary, trails, users } = seen;
  const throttle = throttledTo(AT_ONCE);
  const isReader = id === organizationReader(config);
  const [unlisted, ...checks] = await Promise.all([
    isReader ? unlistedAccounts(config, seen.organization) : undefined,
    [holds(ENTERED, 'entered')],
    rootUserChecks(config, id, summary),
    ...account.roles.map((role) => throttle(() => roleChecks(role, roles, (name) => roleAgain(config, id, name)))),
    ...account.boundaries.map((boundary) => throttle(() => boundaryChecks(boundary, roles))),
    policyChecks(account.policies, roles),
    groupChecks(account.groups, users),
    account.users === undefined ? [] : userChecks(account.users, users),
    id === config.accounts.ops ? passwordChecks(config, id, seen.passwords) : [],
    exemptedRoleChecks(config, namesIn(account), roles, SEE),
    doorCheck(config, account, seen.door),
    account.trail === undefined ? [] : trailChecks(account.trail, trails),
    id === config.accounts.terraform ? terraformAccountChecks(config, seen) : [],
    ...(isWatched(config, id) ? watchedRegions(config) : []).flatMap((region) => [
      throttle(() => defaultBusCheck(region, seen.rules)),
      throttle(() => scheduleCheck(config, id, region, seen.schedules)),
    ]),
    ...forwarding(config, id, rules).map(([rule, region]) => throttle(() => ruleChecks(rule, region, seen.rules))),
    isReader && config.guardrails ? guardrailChecks(config, config.guardrails, seen.controlPolicies) : [],
  ]);
  return {
    checks: [...checks.flat(), ...(unlisted === undefined ? [] : [unlisted.check])],
    unlisted: unlisted?.accounts ?? [],
  };
}

function namesIn({ roles }: ExpectedAccount): readonly string[] {
  return roles.map(({ name }) => name);
}

/** The rules that send what may be an alarm, in each Region in which somebody may be seen. */
function forwarding(
  config: OrgConfig,
  account: AccountId,
  rules: () => readonly ForwardingRule[],
): readonly (readonly [RuleDescription, string])[] {
  if (!isWatched(config, account)) return [];
  return watchedRegions(config).flatMap((region) =>
    forwardingRulesOf(config, account, rules()).map((rule) => [rule, region] as const),
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
    kind: 'policy',
    resource: arn,
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
