import type { Audit } from '../domain/audit';
import { deployerAccounts } from '../domain/deployment';
import { type AccountId, accountOfPrincipal } from '../domain/ids';
import {
  AUDIT_CONTROL_POLICY,
  AUDIT_KEY_ALIAS,
  CONTROL_POLICIES,
  IAM_PATH,
  ROOT_CONTROL_POLICY,
  STATE_KEY_ALIASES,
} from '../domain/names';
import { namesOf } from '../domain/names-of';
import { type Guardrails, identityCenterAccountOf, type OrgConfig } from '../domain/org-config';
import { tooManyDeployers } from '../domain/too-many-deployers';
import { hasOperatorRole } from '../domain/workspaces';
import type { PolicyDocument } from '../iam/policy-document';
import { loadPolicy } from './load-policy';

/**
 * The most characters that a control policy has in the documentation of CloudFormation, which is behind that of
 * Organizations; white space counts, so there is none.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-organizations-policy.html
 */
export const CONTROL_POLICY_LIMIT = 5_120;

/** What protects everything that orgstrap made from above the accounts that it is in. */
export interface ControlPolicies {
  /** What no principal of a member account does, but StackSets and the deployers. */
  readonly service: PolicyDocument;
  /** What no principal of a member account does to settings of accounts by which others could undo or enter what orgstrap made. */
  readonly settings: PolicyDocument;
  /** What nobody from outside the organization does to what orgstrap made. */
  readonly resource: PolicyDocument;
  /** What no root user of a member account does; present where `org.yaml` stops them. */
  readonly root?: PolicyDocument;
  /** What no principal of a member account does to the audit, but StackSets and the deployers; present where there is one. */
  readonly audit?: PolicyDocument;
}

/** A control policy of orgstrap, described once: the CDK app renders it, and verify expects it. It is attached to the root. */
export interface ControlPolicyDescription {
  /** What it is called in its template. */
  readonly id: string;
  readonly name: string;
  readonly type: 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY';
  readonly description: string;
  readonly content: PolicyDocument;
}

/** @throws Failure `TooManyDeployers` where a policy that names all deployers is larger than Organizations takes. */
export function describedControlPolicies(
  config: OrgConfig,
  guardrails: Guardrails,
): readonly ControlPolicyDescription[] {
  const { service, settings, resource, root, audit } = controlPolicies(config, guardrails);
  const described = (
    id: string,
    name: string,
    type: ControlPolicyDescription['type'],
    description: string,
    content: PolicyDocument | undefined,
  ): readonly ControlPolicyDescription[] => (content === undefined ? [] : [{ id, name, type, description, content }]);
  return [
    ...described(
      'ServiceControlPolicy',
      CONTROL_POLICIES.ServiceControlPolicy,
      'SERVICE_CONTROL_POLICY',
      'What no principal of a member account does to what orgstrap made, but StackSets and its deployers',
      service,
    ),
    ...described(
      'SettingsControlPolicy',
      CONTROL_POLICIES.SettingsControlPolicy,
      'SERVICE_CONTROL_POLICY',
      'What no principal of a member account does to the settings that what orgstrap made relies on, but its deployers',
      settings,
    ),
    ...described(
      'ResourceControlPolicy',
      CONTROL_POLICIES.ResourceControlPolicy,
      'RESOURCE_CONTROL_POLICY',
      'What nobody from outside the organization does to what orgstrap made',
      resource,
    ),
    ...described(
      'RootControlPolicy',
      ROOT_CONTROL_POLICY,
      'SERVICE_CONTROL_POLICY',
      'What the root user of a member account does: nothing but the tasks of centralized root access',
      root,
    ),
    ...described(
      'AuditControlPolicy',
      AUDIT_CONTROL_POLICY,
      'SERVICE_CONTROL_POLICY',
      'What no principal of a member account does to the trail, the alarms and the analyzers, but StackSets and its deployers',
      audit,
    ),
  ];
}

/** @throws Failure `TooManyDeployers` where a policy that names all of them is larger than Organizations takes. */
export function controlPolicies(config: OrgConfig, guardrails: Guardrails): ControlPolicies {
  const { deployers: named, stopRoot } = guardrails;
  const { accounts, audit, organization, operators = [], people } = config;
  const hasPeople = people?.signIn.source === 'iamUsers';
  const names = namesOf(config);
  const { partition } = names;
  const deployers = deployersIn(config, guardrails, [accounts.ops, accounts.terraform]);
  // With what is in them: the star at the end of each name matches that, too.
  const buckets = [
    names.bucketsPattern('state-*', 'everywhere'),
    names.bucketsPattern('access-logs'),
    ...(audit?.trail === 'own' ? [names.bucketsPattern('trail')] : []),
  ].map((name) => names.bucketArn(name));
  const common = {
    partition,
    path: IAM_PATH,
    buckets,
    keyAliases: audit === undefined ? STATE_KEY_ALIASES : [STATE_KEY_ALIASES, AUDIT_KEY_ALIAS],
  };
  const service = loadPolicy('guardrails.scp', {
    ...common,
    oidcProviders: accountsOfProviders(config).map((account) => names.oidcProviderArn('*', account)),
    // Those of the management account are out of reach for everybody whom an SCP binds.
    operators: operators.filter(
      (operator) => accountOfPrincipal(operator) !== organization.managementAccount && !named.includes(operator),
    ),
    keyRotators: hasOperatorRole(config) ? [names.operatorRoleArn] : [],
    // Their boundaries leave each person their own sign-in, and the people operator that of people.
    people: hasPeople ? [names.personArn('*')] : [],
    peopleOperators: hasPeople && config.operators ? [names.peopleOperatorRoleArn('*')] : [],
    deployers,
  }).document;
  const settings = settingsGuardrail(config, guardrails, deployers);
  const ofAudit = audit && auditGuardrail(config, audit, deployers);
  const size = Math.max(...[service, settings, ofAudit ?? service].map((document) => JSON.stringify(document).length));
  if (size > CONTROL_POLICY_LIMIT) {
    throw tooManyDeployers({
      with: `${named.length} deployers and ${operators.length} operators`,
      what: 'the service control policy',
      size,
      service: 'Organizations',
      limit: CONTROL_POLICY_LIMIT,
    });
  }
  return {
    service,
    settings,
    resource: loadPolicy('guardrails.rcp', {
      ...common,
      ciKeySecrets: names.ciKeySecretsPattern('*'),
      organization: organization.id,
    }).document,
    ...(stopRoot && { root: loadPolicy('guardrails.root.scp', { partition }).document }),
    ...(ofAudit && { audit: ofAudit }),
  };
}

/**
 * What no principal of a member account does where hardly a name of orgstrap is asked for: to settings of the account, and through
 * StackSets and Identity Center.
 *
 * Hooks and types of CloudFormation take part in every stack of an account, those that StackSets deliver among them. IAM knows neither
 * keys nor resources by which one is told from another; and no page says whether it asks for each stack of a refactor, so that one of
 * them might be moved by naming another.
 *
 * @param deployers - ARNs; at least one
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudformation.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stack-refactoring.html
 */
function settingsGuardrail(config: OrgConfig, guardrails: Guardrails, deployers: readonly string[]): PolicyDocument {
  const { accounts, operators, people } = config;
  const { deny = [] } = guardrails.stackSetAdministrators ?? {};
  const names = namesOf(config);
  const { partition } = names;
  const identityCenterAccount = identityCenterAccountOf(config);
  // Whoever administers Identity Center in an account of their own does so for others, too.
  const isOwn = identityCenterAccount === accounts.ops || identityCenterAccount === accounts.terraform;
  return joined([
    loadPolicy('guardrails.settings.scp', {
      partition,
      deployers,
      secrets: names.secretsPattern,
      keyAliases: names.keyAliasesPattern,
      stackSetAccounts: [...new Set([accounts.ops, accounts.terraform, ...deny])],
    }).document,
    ...(people?.signIn.source === 'iamUsers'
      ? [
          loadPolicy('guardrails.people.scp', {
            partition,
            deployers: deployersIn(config, guardrails, [accounts.ops]),
            opsAccount: accounts.ops,
            peopleOperators: operators ? [names.peopleOperatorRoleArn('*')] : [],
          }).document,
        ]
      : []),
    ...(people?.signIn.source === 'identityCenter' && isOwn
      ? [
          loadPolicy('guardrails.identity-center.scp', {
            partition,
            deployers: deployersIn(config, guardrails, [identityCenterAccount]),
            identityCenterAccount,
          }).document,
        ]
      : []),
  ]);
}

/** Whose providers open a role of orgstrap. No SCP reaches those of the management account. */
function accountsOfProviders(config: OrgConfig): readonly AccountId[] {
  const { accounts, organization } = config;
  return [...new Set([accounts.terraform, ...deployerAccounts(config)])].filter(
    (account) => account !== organization.managementAccount,
  );
}

/**
 * Those of some accounts. No SCP reaches the management account: a deployer there needs no exemption. A condition needs a value, and
 * naming the root of the management account exempts nobody.
 */
function deployersIn(config: OrgConfig, { deployers }: Guardrails, accounts: readonly AccountId[]): readonly string[] {
  const found = deployers.filter((deployer) => accounts.some((account) => account === accountOfPrincipal(deployer)));
  return found.length > 0 ? found : [namesOf(config).rootArn(config.organization.managementAccount)];
}

function joined(documents: readonly PolicyDocument[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: documents.flatMap(({ Statement }) => Statement) };
}

/**
 * What no principal of a member account does to the audit, but StackSets and the deployers. It leaves what the services do
 * as before: sending events and publishing. A service is no principal that an SCP binds, and what forwards
 * sends as its role.
 *
 * IAM may not know a bus policy or a subscription as a resource, so this stops all of those calls that a principal
 * of the Terraform account makes in the home Region, about any bus or topic; and about any archive, from which events are
 * replayed as if they had just happened. EventBridge encrypts patterns and targets of rules with the key of their bus: who gives
 * one to a default bus and then disables it silences what forwards.
 *
 * @param deployers - patterns of ARNs; at least one
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-encryption-event-bus-cmkey.html
 */
function auditGuardrail(config: OrgConfig, audit: Audit, deployers: readonly string[]): PolicyDocument {
  const names = namesOf(config);
  const logGroup = names.audit.trailLogGroupArn;
  const hasTrail = audit.trail === 'own';
  const { document } = loadPolicy('guardrails.audit.scp', {
    partition: names.partition,
    homeRegion: config.homeRegion,
    terraformAccount: config.accounts.terraform,
    deployers,
    analyzers: names.audit.analyzersPattern('*'),
    bus: names.audit.alarmBusArn,
    alarmRules: names.audit.rulesOfAlarmBusPattern,
    forwardingRules: names.audit.forwardingRulesPatterns,
    forwardingRoles: names.forwardingRoleArn('*'),
    silenceAlarms: names.audit.silenceAlarmsPattern,
    topic: names.audit.alarmTopicArn,
    trail: hasTrail ? [names.audit.trailArn('*')] : [],
    // CloudWatch Logs asks for a log group with more behind its name, too.
    trailLogs: hasTrail ? [logGroup, `${logGroup}:*`] : [],
  });
  if (!hasTrail) return document;
  // Writing works as a role of its own, whose name CloudFormation chooses, on the path that another statement protects.
  const ownRoles = names.roleArn(config.accounts.terraform, '*');
  return joined([document, loadPolicy('guardrails.trail-logs.scp', { logGroup, ownRoles }).document]);
}
