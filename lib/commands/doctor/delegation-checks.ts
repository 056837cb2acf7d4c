import type { OrganizationSettings } from '../../aws/organization-settings';
import { identityCenterAccountOf, type OrgConfig } from '../../domain/org-config';
import { type CheckSubject, checksOfAnswer, doesNotHold, holds, type LiveCheck } from '../../estate/live-check';

const TRUSTED: CheckSubject = {
  kind: 'trusted-access',
  name: 'trusted access of StackSets',
  why: 'without it service-managed StackSets reach no account',
};
/** A service, and what somebody can do who administers it in place of the management account. */
interface Delegation extends CheckSubject {
  /** What a delegated administrator is registered with; trusted access may have another principal. */
  readonly principal: string;
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-delegated-admin.html */
const STACK_SETS: Delegation = {
  kind: 'stack-set-administrator',
  name: 'delegated administrator of StackSets',
  why: 'it deploys what it likes into every member account, past the guardrails, and nothing limits it to some OUs; with deployFrom: ops the Ops account must be one',
  principal: 'member.org.stacksets.cloudformation.amazonaws.com',
};

/** @see https://docs.aws.amazon.com/singlesignon/latest/userguide/delegated-admin.html */
const IDENTITY_CENTER: Delegation = {
  kind: 'identity-center-administrator',
  name: 'delegated administrator of Identity Center',
  why: 'it lets anybody into every member account; with people.source: identityCenter the account that org.yaml names, or else the deployment account, must administer Identity Center',
  principal: 'sso.amazonaws.com',
};

const IDENTITY_CENTER_REACH: CheckSubject = {
  kind: 'identity-center-reach',
  name: 'reach of Identity Center',
  why: 'who administers it in a member account assigns production to themselves, and guardrails keep that to deployers in Ops and the Terraform account alone',
};

const DEPENDENCIES: CheckSubject = {
  kind: 'stack-set-order',
  name: 'order of StackSets in an account that enters',
  why: 'forwarding rules need their role: without the order they may come first, and fail',
};

/** Whether the organization lets StackSets work, and who administers them and Identity Center. */
export async function delegationChecks(
  config: OrgConfig,
  settings: OrganizationSettings,
): Promise<readonly LiveCheck[]> {
  const checks = await Promise.all([
    trustedAccess(config, settings),
    administratorChecks(settings, STACK_SETS, (found) => stackSetAdministrators(config, found)),
    administratorChecks(settings, IDENTITY_CENTER, (found) => [
      identityCenterAdministrator(config, found),
      identityCenterReach(config, found),
    ]),
  ]);
  return [...checks.flat(), ...dependencies(config)];
}

/**
 * No page says that a delegated administrator may name its StackSets in `DependsOn`, and no page says that it may not.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_AutoDeployment.html
 */
function dependencies({ audit, deployFrom, stackSetDependencies }: OrgConfig): readonly LiveCheck[] {
  if (audit === undefined) return [];
  if (stackSetDependencies === false) {
    return [
      holds(
        DEPENDENCIES,
        'left to chance by stackSetDependencies: false; rules that fail are found by stack instances',
      ),
    ];
  }
  if (deployFrom === 'management') return [holds(DEPENDENCIES, 'kept by AutoDeployment.DependsOn')];
  return [
    holds(
      DEPENDENCIES,
      'kept by AutoDeployment.DependsOn; should AWS refuse it from a delegated administrator, write stackSetDependencies: false',
    ),
  ];
}

function trustedAccess({ organization }: OrgConfig, settings: OrganizationSettings): Promise<readonly LiveCheck[]> {
  return checksOfAnswer(
    [TRUSTED],
    'use credentials of the management account, with cloudformation:DescribeOrganizationsAccess',
    () => settings.trustsStackSets(),
    (isOn) => [
      isOn
        ? holds(TRUSTED, 'activated')
        : doesNotHold(
            TRUSTED,
            'not activated',
            'from the management account: aws cloudformation activate-organizations-access',
            { mending: { kind: 'activate trusted access', account: organization.managementAccount } },
          ),
    ],
  );
}

function administratorChecks(
  settings: OrganizationSettings,
  delegation: Delegation,
  judge: (administrators: readonly string[]) => readonly LiveCheck[],
): Promise<readonly LiveCheck[]> {
  return checksOfAnswer(
    [delegation],
    'use credentials of the management account or of a delegated administrator, with organizations:ListDelegatedAdministrators',
    () => settings.delegatedAdministrators(delegation.principal),
    judge,
  );
}

/** The Ops account where it deploys, and nobody else: the guardrails do not stop what StackSets do. */
function stackSetAdministrators(
  { accounts, deployFrom, guardrails, organization }: OrgConfig,
  found: readonly string[],
): readonly LiveCheck[] {
  const { deny = [], leave = [] } = guardrails?.stackSetAdministrators ?? {};
  const chosen: readonly string[] = [...deny, ...leave];
  const wanted = deployFrom === 'ops' ? [accounts.ops] : [];
  const missing = wanted.filter((account) => !found.includes(account));
  const others = found.filter((account) => !wanted.some((one) => one === account) && !chosen.includes(account));
  const checks = [
    ...missing.map((account) =>
      doesNotHold(
        { ...STACK_SETS, resource: account },
        `${found.length === 0 ? 'nobody' : found.join(', ')}, and not the Ops account ${account}`,
        registration('register', account, STACK_SETS),
        {
          mending: {
            kind: 'register administrator',
            account: organization.managementAccount,
            administrator: account,
            servicePrincipal: STACK_SETS.principal,
          },
        },
      ),
    ),
    ...others.map((account) =>
      doesNotHold(
        { ...STACK_SETS, resource: account },
        `${account}, which org.yaml does not deploy from`,
        `${guardrails === undefined ? 'unless it has StackSets of its own,' : `write it into guardrails.stackSetAdministrators of org.yaml, under deny, or under leave where it has StackSets of its own: guardrails stop nobody else's unasked. Or`} ${registration('deregister', account, STACK_SETS)}`,
      ),
    ),
  ];
  if (checks.length > 0) return checks;
  const denied = deny.filter((account) => found.includes(account));
  const left = leave.filter((account) => found.includes(account));
  const parts = [
    ...wanted.map((account) => `the Ops account ${account}`),
    ...denied.map((account) => `${account}, whom the guardrails deny it`),
    ...left.map((account) => `${account}, which org.yaml leaves as powerful as the management account`),
  ];
  return [holds(STACK_SETS, parts.length === 0 ? 'nobody' : parts.join('; '))];
}

/** There is one at most. Where the management account deploys, it keeps all rights over what it made itself. */
function identityCenterAdministrator(config: OrgConfig, found: readonly string[]): LiveCheck {
  const text = found.length === 0 ? 'nobody' : found.join(', ');
  const wanted = identityCenterAccountOf(config);
  const isNeeded =
    config.people?.signIn.source === 'identityCenter' && wanted !== config.organization.managementAccount;
  if (!isNeeded || found.includes(wanted)) return holds(IDENTITY_CENTER, text);
  const others = found.map((account) => `${registration('deregister', account, IDENTITY_CENTER)}, then `);
  return doesNotHold(
    IDENTITY_CENTER,
    `${text}, and not the ${wanted === config.accounts.ops ? 'Ops account ' : 'account '}${wanted}`,
    `${others.join('')}${registration('register', wanted, IDENTITY_CENTER)}`,
  );
}

/** SCIM is provisioned with a token and by no principal, so that guardrails leave it alone. */
function identityCenterReach(config: OrgConfig, found: readonly string[]): LiveCheck {
  const { accounts, guardrails, people } = config;
  const isOwn = (account: string) => account === accounts.ops || account === accounts.terraform;
  const isGuarded = guardrails !== undefined && people?.signIn.source === 'identityCenter';
  const open = found.filter((account) => !(isGuarded && isOwn(account) && account === identityCenterAccountOf(config)));
  if (found.length === 0) return holds(IDENTITY_CENTER_REACH, 'that of the management account');
  if (open.length === 0) {
    return holds(IDENTITY_CENTER_REACH, `${found.join(', ')}, where guardrails keep it to deployers, and to SCIM`);
  }
  const guard = open.every(isOwn)
    ? 'guardrails with people.source: identityCenter keep it to deployers, or administer it from the management account'
    : 'take care of that account as of the management account, or administer it from there';
  // It is for others to decide, and nothing that a deployment waits for.
  return holds(
    IDENTITY_CENTER_REACH,
    `every administrator of ${open.join(', ')} lets anybody into every member account; ${guard}`,
  );
}

function registration(verb: 'register' | 'deregister', account: string, { principal }: Delegation): string {
  return `from the management account: aws organizations ${verb}-delegated-administrator --account-id ${account} --service-principal ${principal}`;
}
