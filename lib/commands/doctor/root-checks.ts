import {
  CONTROL_POLICY_TYPES,
  type ControlPolicyType,
  type OrganizationSettings,
} from '../../aws/organization-settings';
import { ROOT_ACCESS_FEATURES, type RootAccess, type RootAccessFeature } from '../../aws/root-access';
import {
  ACCOUNT_SETTINGS,
  type AccountSetting,
  type SettingPolicyType,
  TYPE_OF_SETTING,
  typesOfSettings,
} from '../../domain/account-settings';
import type { OrgConfig } from '../../domain/org-config';
import {
  type CheckSubject,
  checksOfAnswer,
  doesNotHold,
  holds,
  type LiveCheck,
  notSeen,
} from '../../estate/live-check';
import type { Mending } from '../../estate/mending';
import { sameAsWritten } from './organization-checks';

const ROOT: CheckSubject = {
  kind: 'root-id',
  name: 'root id',
  why: 'StackSets for single accounts and the guardrails target the root of the organization',
};

const SETTINGS: CheckSubject = {
  kind: 'account-settings',
  name: 'settings of all accounts',
  why: 'what no policy of Organizations sets, an administrator of an account may change: boundaries keep Terraform and people from it, and nobody else',
};

/** The root of the organization, and with guardrails what it must allow for them. */
export function rootChecks(config: OrgConfig, settings: OrganizationSettings): Promise<readonly LiveCheck[]> {
  const { guardrails } = config;
  const types =
    guardrails === undefined ? [] : [...CONTROL_POLICY_TYPES, ...typesOfSettings(guardrails.accountSettings ?? [])];
  return checksOfAnswer(
    [ROOT, ...types.map(policyType), SETTINGS],
    'use credentials of the management account or of a delegated administrator, with organizations:ListRoots',
    () => settings.root(),
    ({ id, policyTypes }) => [
      sameAsWritten(ROOT, 'organization.rootId', id, config.organization.rootId),
      ...types.map((type) =>
        policyTypes.includes(type)
          ? holds(policyType(type), 'enabled')
          : doesNotHold(
              policyType(type),
              'not enabled',
              `from the management account: aws organizations enable-policy-type --root-id ${id} --policy-type ${type}`,
              { mending: enabling(config, id, type) },
            ),
      ),
      settingsCheck(guardrails?.accountSettings, policyTypes),
    ],
  );
}

/**
 * Nobody must choose any of them, so that what is unset is said and is no finding. A type that is not enabled sets nothing; what is
 * set by one that is, is said by its owner.
 */
function settingsCheck(chosen: readonly AccountSetting[] = [], enabled: readonly string[]): LiveCheck {
  const unset = ACCOUNT_SETTINGS.filter(
    (setting) => !chosen.includes(setting) && !enabled.includes(TYPE_OF_SETTING[setting]),
  );
  const parts = [
    ...(chosen.length > 0 ? [`org.yaml sets ${chosen.join(', ')}`] : []),
    ...(unset.length > 0 ? [`nothing sets ${unset.join(', ')}, which guardrails.accountSettings may`] : []),
  ];
  return holds(SETTINGS, parts.length > 0 ? parts.join('; ') : "policies of these types are somebody's");
}

/** Never in another organization than that of `org.yaml`. */
function enabling(
  { organization }: OrgConfig,
  root: string,
  type: ControlPolicyType | SettingPolicyType,
): Mending | undefined {
  if (root !== organization.rootId) return undefined;
  return { kind: 'enable policy type', account: organization.managementAccount, root, policyType: type };
}

function policyType(type: string): CheckSubject {
  return {
    kind: 'policy-type',
    resource: type,
    name: `policy type ${type}`,
    why: 'the guardrails of org.yaml cannot be attached without it',
  };
}

const CENTRALIZED: CheckSubject = {
  kind: 'root-access',
  name: 'centralized root access',
  why: 'with it member accounts need no root credentials at all, so that nobody can lose or reset them',
};

const COMMANDS: Readonly<Record<RootAccessFeature, string>> = {
  RootCredentialsManagement: 'aws iam enable-organizations-root-credentials-management',
  RootSessions: 'aws iam enable-organizations-root-sessions',
};

const ELSEWHERE = 'use credentials of the management account, or of the delegated administrator of IAM';

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-enable-root-access.html */
export function rootAccessCheck(rootAccess: RootAccess): Promise<readonly LiveCheck[]> {
  return checksOfAnswer(
    [CENTRALIZED],
    `${ELSEWHERE}, with iam:ListOrganizationsFeatures`,
    () => rootAccess.features(),
    (features) => [
      features === undefined
        ? notSeen(CENTRALIZED, 'could not be seen from this account', ELSEWHERE)
        : judged(ROOT_ACCESS_FEATURES.filter((feature) => !features.includes(feature))),
    ],
  );
}

function judged(missing: readonly RootAccessFeature[]): LiveCheck {
  if (missing.length === 0) return holds(CENTRALIZED, ROOT_ACCESS_FEATURES.join(' and '));
  const commands = [
    'aws organizations enable-aws-service-access --service-principal iam.amazonaws.com',
    ...missing.map((feature) => COMMANDS[feature]),
  ];
  return doesNotHold(
    CENTRALIZED,
    `${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not enabled`,
    `from the management account: ${commands.join(' && ')}`,
  );
}
