import {
  CONTROL_POLICY_TYPES,
  type ControlPolicyType,
  type OrganizationSettings,
} from '../../aws/organization-settings';
import type { TakenNames } from '../../aws/taken-names';
import { Failure } from '../../domain/failure';
import type { AccountId } from '../../domain/ids';
import { AUDIT_CONTROL_POLICY, CONTROL_POLICIES, ROOT_CONTROL_POLICY } from '../../domain/names';
import { namesOf } from '../../domain/names-of';
import type { Guardrails, OrgConfig } from '../../domain/org-config';
import { oidcIssuersOf } from '../../domain/workspaces';
import {
  type CheckSubject,
  checksOfAnswer,
  doesNotHold,
  holds,
  type LiveCheck,
  notSeen,
} from '../../estate/live-check';
import { describedAccounts } from '../../policies/described-accounts';
import { MOST_POLICIES } from '../../policies/role-description';

const POLICIES: CheckSubject = {
  kind: 'quota-policies-of-role',
  name: 'quota: policies of a role',
  why: 'IAM attaches no more to a role, and the deployment stops there',
};
const PROVIDERS: CheckSubject = {
  kind: 'quota-oidc-providers',
  name: 'quota: OIDC providers',
  why: 'the Terraform account takes no more of them, and the deployment stops there',
};

/** For each account, before a quota increase. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MOST_PROVIDERS = 100;

/**
 * Of one type, attached to one root, OU or account. It was five of each before May 2026, and pages that say so are still about.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
const MOST_CONTROL_POLICIES: Readonly<Record<ControlPolicyType, number>> = {
  SERVICE_CONTROL_POLICY: 10,
  RESOURCE_CONTROL_POLICY: 5,
};

/** Whether a deployment passes quotas of AWS. That of StackSets is looked at with the StackSets. */
export async function quotaChecks(
  config: OrgConfig,
  caller: AccountId,
  taken: Pick<TakenNames, 'oidcProviders'>,
  settings: Pick<OrganizationSettings, 'attachedPolicies'>,
): Promise<readonly LiveCheck[]> {
  const checks = await Promise.all([
    policiesCheck(config),
    providersCheck(config, caller, taken),
    ...(config.guardrails === undefined ? [] : controlPolicyChecks(config, config.guardrails, settings)),
  ]);
  return checks.flat();
}

/** Asks nobody: what a role wears is worked out of `org.yaml`, as for a deployment. */
function policiesCheck(config: OrgConfig): readonly LiveCheck[] {
  try {
    const counts = describedAccounts(config).flatMap(({ roles }) => roles.map((role) => role.policies().length));
    return [holds(POLICIES, `at most ${Math.max(0, ...counts)} of ${MOST_POLICIES}`)];
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return [doesNotHold(POLICIES, error.message, 'change org.yaml as it says: orgstrap synth stops there, too')];
  }
}

function providersCheck(
  config: OrgConfig,
  caller: AccountId,
  taken: Pick<TakenNames, 'oidcProviders'>,
): Promise<readonly LiveCheck[]> {
  const { terraform } = config.accounts;
  const wanted = oidcIssuersOf(config).map(({ issuer }) => namesOf(config).oidcProviderArn(issuer));
  if (wanted.length === 0) return Promise.resolve([holds(PROVIDERS, 'org.yaml needs none')]);
  if (caller !== terraform && wanted.length <= MOST_PROVIDERS) {
    const fix = `run orgstrap doctor with credentials of ${terraform}, too`;
    return Promise.resolve([notSeen(PROVIDERS, `these are credentials of ${caller}`, fix)]);
  }
  return checksOfAnswer(
    [PROVIDERS],
    'let these credentials call iam:ListOpenIDConnectProviders',
    () => (caller === terraform ? taken.oidcProviders() : Promise.resolve([])),
    (there) => {
      const count = new Set([...there, ...wanted]).size;
      const found = `${count} once it is deployed, ${MOST_PROVIDERS} allowed before an increase`;
      const fix =
        'delete providers that nobody needs, or ask for more: Service Quotas, IAM, OpenId connect providers per account';
      return [count <= MOST_PROVIDERS ? holds(PROVIDERS, found) : doesNotHold(PROVIDERS, found, fix)];
    },
  );
}

function controlPolicyChecks(
  config: OrgConfig,
  guardrails: Guardrails,
  settings: Pick<OrganizationSettings, 'attachedPolicies'>,
): readonly Promise<readonly LiveCheck[]>[] {
  const { rootId } = config.organization;
  return CONTROL_POLICY_TYPES.map((type) => {
    const subject: CheckSubject = {
      kind: 'quota-control-policies',
      resource: type,
      name: `quota: ${type} of the root`,
      why: 'the guardrails are attached to the root, which takes no more of them',
    };
    return checksOfAnswer(
      [subject],
      'use credentials of the management account or of a delegated administrator, with organizations:ListPoliciesForTarget',
      () => settings.attachedPolicies(rootId, type),
      (there) => {
        const count = new Set([...there, ...guardrailsOf(config, guardrails, type)]).size;
        const most = MOST_CONTROL_POLICIES[type];
        const found = `${count} with the guardrails, ${most} allowed`;
        if (count <= most) return [holds(subject, found)];
        const fix = `join or detach some of those that are there (${there.join(', ')}): aws organizations detach-policy --target-id ${rootId} --policy-id ID`;
        return [doesNotHold(subject, found, fix)];
      },
    );
  });
}

function guardrailsOf({ audit }: OrgConfig, { stopRoot }: Guardrails, type: ControlPolicyType): readonly string[] {
  if (type === 'RESOURCE_CONTROL_POLICY') return [CONTROL_POLICIES.ResourceControlPolicy];
  return [
    CONTROL_POLICIES.ServiceControlPolicy,
    CONTROL_POLICIES.SettingsControlPolicy,
    ...(stopRoot ? [ROOT_CONTROL_POLICY] : []),
    ...(audit ? [AUDIT_CONTROL_POLICY] : []),
  ];
}
