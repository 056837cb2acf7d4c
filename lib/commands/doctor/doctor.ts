import type { Caller } from '../../aws/caller';
import type { DoctorAccess } from '../../aws/doctor-access';
import { type AccountId, isAccountId } from '../../domain/ids';
import { deploymentAccountOf, type OrgConfig } from '../../domain/org-config';
import { exemptedRoleChecks } from '../../estate/exempted-role-checks';
import { type CheckSubject, doesNotHold, holds, type LiveCheck } from '../../estate/live-check';
import { passwordChecks } from '../../estate/password-checks';
import { rootUserChecks } from '../../estate/root-user';
import { describedAccounts } from '../../policies/described-accounts';
import { bucketChecks } from './bucket-checks';
import { contactChecks } from './contact-checks';
import { controlPolicyChecks } from './control-policy-checks';
import { delegationChecks } from './delegation-checks';
import { accountNames, nameChecks } from './name-checks';
import { organizationChecks } from './organization-checks';
import { quotaChecks } from './quota-checks';
import { rootAccessCheck, rootChecks } from './root-checks';
import { stackSetChecks } from './stack-set-checks';
import { treeChecks } from './tree-checks';

/** What the checks were made with, and what came of them. */
export interface Diagnosis {
  readonly account: AccountId;
  readonly checks: readonly LiveCheck[];
}

/**
 * Whether an organization is ready for orgstrap, as far as these credentials see it. It only reads.
 *
 * @throws Failure where there are no credentials, or AWS cannot be reached: then nothing can be said
 */
export async function doctor(config: OrgConfig, view: DoctorAccess): Promise<Diagnosis> {
  const account = await callingAccount(view.caller);
  const names = accountNames(view.stacks, view.taken);
  const checks = await Promise.all([
    [callerCheck(config, account)],
    organizationChecks(config, view.organization),
    rootChecks(config, view.organization),
    treeChecks(config, view.tree),
    delegationChecks(config, view.organization),
    controlPolicyChecks(config, view.controlPolicies),
    ofAccount(deploymentAccountOf(config), stackSetChecks(config, view.stackSets, view.tree)),
    nameChecks(config, account, names),
    ofAccount(config.accounts.terraform, bucketChecks(config, account, names)),
    // No control policy reaches the management account, so that none exempts anybody there.
    account === config.organization.managementAccount
      ? []
      : ofAccount(account, exemptedRoleChecks(config, madeIn(config, account), view.roles, LIST_ROLES)),
    quotaChecks(config, account, view.taken, view.organization),
    ofAccount(account, rootUserChecks(config, account, view.summary)),
    rootAccessCheck(view.rootAccess),
    contactChecks(config, account, view.contacts),
    ofAccount(config.accounts.ops, passwordChecks(config, account, view.passwords)),
  ]);
  const { managementAccount } = config.organization;
  return { account, checks: checks.flat().map((check) => ({ ...check, account: check.account ?? managementAccount })) };
}

const LIST_ROLES = 'let these credentials call iam:ListRoles';

/** The names of the roles that orgstrap makes in an account. */
function madeIn(config: OrgConfig, account: AccountId): readonly string[] {
  return describedAccounts(config)
    .filter(({ id }) => id === account)
    .flatMap(({ roles }) => roles.flatMap(({ name }) => name ?? []));
}

/** What says nothing of an account is about the organization, which is known by its management account. */
async function ofAccount(account: AccountId, asked: Promise<readonly LiveCheck[]>): Promise<readonly LiveCheck[]> {
  return (await asked).map((check) => ({ ...check, account }));
}

async function callingAccount(caller: Caller): Promise<AccountId> {
  const account = await caller.account();
  if (!isAccountId(account)) throw new Error(`sts:GetCallerIdentity answered with the account ${account}`);
  return account;
}

const CALLER: CheckSubject = {
  kind: 'deployment-account',
  name: 'deployment account',
  why: 'cdk deploy makes the StackSets in the account of the credentials that it runs with',
};

/** The management account sees most, so it is right to ask with its credentials; cdk itself refuses to deploy with them. */
function callerCheck(config: OrgConfig, account: AccountId): LiveCheck {
  const deployment = deploymentAccountOf(config);
  if (account === deployment) return holds(CALLER, `these are credentials of ${account}, which deploys`);
  if (account === config.organization.managementAccount) {
    return holds(CALLER, `these are credentials of the management account ${account}; ${deployment} deploys`);
  }
  return doesNotHold(
    CALLER,
    `these are credentials of ${account}; deployFrom: ${config.deployFrom} deploys from ${deployment}`,
    `sign in to ${deployment}, for example: export AWS_PROFILE=a-profile-of-${deployment} && aws sts get-caller-identity`,
  );
}
