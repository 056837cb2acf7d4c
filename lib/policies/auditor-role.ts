import { typesOfSettings } from '../domain/account-settings';
import { deploymentRoles } from '../domain/deployment';
import type { AccountId, PrincipalArn } from '../domain/ids';
import {
  AUDIT_KEY_ALIAS,
  AUDITOR_BOUNDARY,
  AUDITOR_ROLE,
  CANARY,
  FORWARDING_RULES,
  IAM_PATH,
  STATE_KEY_ALIASES,
} from '../domain/names';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import { replicaOf } from '../domain/state/replica';
import { loadPolicy, type ReviewedPolicy } from './load-policy';
import { operatorTrust } from './operator-roles';
import { numbered, onceWhileInUse, type RoleDescription } from './role-description';

/** An account as a template and a command know it. */
export interface AuditedAccount {
  /** Its id, or a token for it. */
  readonly account: string;
  /** Which account of `org.yaml` it is. @default - one of those that share a template */
  readonly is?: AccountId;
}

/**
 * What operators work as to read what orgstrap made in an account: descriptions, and no secret.
 *
 * @throws Failure `TooManyOperators` where the trust policy is larger than IAM takes.
 */
export function auditorRole(
  config: OrgConfig,
  operators: readonly PrincipalArn[],
  { account, is }: AuditedAccount,
): RoleDescription {
  return {
    name: AUDITOR_ROLE,
    description: 'Operators become this role to read what orgstrap made; it changes nothing',
    // A deployment ends with a look at what it made, and one that is planned begins with it.
    trust: operatorTrust(config, 'auditor', [...operators, ...deploymentRoles(config)]),
    boundary: {
      name: AUDITOR_BOUNDARY,
      description: 'What no auditor of orgstrap can exceed',
      pack: () => [loadPolicy('auditor-role.boundary', {})],
    },
    policies: onceWhileInUse(() => {
      const { partition } = namesOf(config);
      const everywhere = loadPolicy('auditor-role.permissions', { partition, account, path: IAM_PATH });
      const forwarding =
        config.audit === undefined
          ? []
          : [
              loadPolicy('auditor-role.forwarding.permissions', {
                partition,
                account,
                forwardingRules: FORWARDING_RULES,
                canary: CANARY,
              }),
            ];
      const here = [
        ...(is === config.accounts.terraform ? ofTerraformAccount(config) : []),
        ...(is !== undefined && is === organizationReader(config) ? ofOrganization(config) : []),
      ];
      return [
        { id: 'Permissions', description: 'Reads what orgstrap made', pack: [everywhere] },
        ...(forwarding.length === 0
          ? []
          : [{ id: 'Forwarding', description: 'Reads what is forwarded to the alarms', pack: forwarding }]),
        ...numbered(
          'Here',
          'Reads what orgstrap made in this account alone',
          here.map((document) => [document]),
        ),
      ];
    }),
  };
}

/**
 * The account whose auditor role sees the organization: the management account where it has one, or else Ops where that is a
 * delegated administrator, whom Organizations lets read; undefined where no auditor may.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListPolicies.html
 */
export function organizationReader(config: OrgConfig): AccountId | undefined {
  const { accounts, deployFrom, managementAccount, organization } = config;
  if (managementAccount !== undefined) return organization.managementAccount;
  return deployFrom === 'ops' ? accounts.ops : undefined;
}

/** What stores states and the audit, and where alarms arrive. */
function ofTerraformAccount(config: OrgConfig): readonly ReviewedPolicy[] {
  const { audit } = config;
  const names = namesOf(config);
  const replica = replicaOf(config);
  const replicas = replica === undefined ? [] : [namesOf(replica)];
  const buckets = [
    names.stateBucketsPattern,
    ...replicas.map(({ stateBucketsPattern }) => stateBucketsPattern),
    names.accessLogBucket,
    ...(audit?.trail === 'own' ? [names.audit.trailBucket] : []),
  ].map((bucket) => names.bucketArn(bucket));
  const storage = loadPolicy('auditor-role.storage.permissions', {
    buckets,
    keys: [names.keysPattern, ...replicas.map(({ keysPattern }) => keysPattern)],
    keyAliases: audit === undefined ? [STATE_KEY_ALIASES] : [STATE_KEY_ALIASES, AUDIT_KEY_ALIAS],
  });
  if (audit === undefined) return [storage];
  const alarms = loadPolicy('auditor-role.alarms.permissions', {
    bus: names.audit.alarmBusArn,
    alarmRules: names.audit.alarmRulesPattern,
    topic: names.audit.alarmTopicArn,
    silenceAlarms: names.audit.silenceAlarmsPattern,
  });
  return [storage, alarms];
}

function ofOrganization(config: OrgConfig): readonly ReviewedPolicy[] {
  const { guardrails, organization } = config;
  const ofThis = `arn:${namesOf(config).partition}:organizations::${organization.managementAccount}:`;
  const parents = [`${ofThis}root/${organization.id}/${organization.rootId}`, `${ofThis}ou/${organization.id}/ou-*`];
  const tree = loadPolicy('auditor-role.organization.permissions', { parents });
  if (guardrails === undefined) return [tree];
  // Its ARN has the type of a policy before its id, which a request does not name.
  const policies = `${ofThis}policy/${organization.id}/*`;
  const types = [
    'RESOURCE_CONTROL_POLICY',
    'SERVICE_CONTROL_POLICY',
    ...typesOfSettings(guardrails.accountSettings ?? []),
  ];
  return [tree, loadPolicy('auditor-role.guardrails.permissions', { policies, types })];
}
