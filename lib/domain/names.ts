import { type BucketNamespace, NAMESPACE_SUFFIXES } from './bucket-namespace';
import type { Access } from './ci-identity';

/**
 * Every physical name that two accounts, or a command and a template, must agree on, and that holds no account or Region:
 * those and all ARNs are in `namesOf`. What is in neither has the name that CloudFormation gives it.
 *
 * Everything in IAM lives on one path, so that one pattern protects all of it.
 */
export const IAM_PATH = '/orgstrap/';

/** The Terraform role, for apply, and the Terraform plan role: the same names in every product account. */
export const TERRAFORM_ROLES: Readonly<Record<Access, string>> = {
  apply: 'orgstrap-terraform',
  plan: 'orgstrap-terraform-plan',
};

/** What the pipelines of a platform account work as there, for apply and for plan. */
export const PLATFORM_ROLES: Readonly<Record<Access, string>> = {
  apply: 'orgstrap-terraform-apply-platform',
  plan: 'orgstrap-terraform-plan-platform',
};

/** What a platform account lends under a name, for apply and for plan; `*` matches all. */
export function lentRoleName(access: Access, lend: string): string {
  return `orgstrap-terraform-${access}-lent-${lend}`;
}

/** The longest name of what is lent: 64 characters are the most of a role's name. */
export const LONGEST_LEND_NAME = 32;

/** Matches the roles of platform accounts, those of their own pipelines and those that are lent, and nobody else on orgstrap's path. */
export function rolesOfPlatforms(access: Access): string {
  return `orgstrap-terraform-${access}-*`;
}

/** The permissions boundary of what a platform account lends. */
export const LENT_BOUNDARY = 'orgstrap-lent-boundary';

/**
 * The permissions boundary of the Terraform role and of every role that Terraform creates.
 *
 * It stays in an account that leaves, for those roles go on wearing it, and a policy of its name could not be made there again. So the
 * name ends in something of the stack that made it.
 *
 * @param stack - the first part of the id of the stack, a token for it, or `*` for any
 * @see docs/adr/0018
 */
export function boundaryName(stack: string): string {
  return `orgstrap-boundary-${stack}`;
}

/** Matches those of all stacks, and the one of 0.2.0, whose name has no stack in it. */
export const BOUNDARIES_OF_WORKLOADS = 'orgstrap-boundary*';

/** The permissions boundary of everybody of CI, who are in the Terraform account. */
export const CI_BOUNDARY = 'orgstrap-ci-boundary';

/** Who runs orgstrap's commands: rotates the keys of CI users, in the Terraform account. */
export const OPERATOR_ROLE = 'orgstrap-operator';

/** Reads the versions of states, puts one back and releases locks, in the Terraform account. */
export const STATE_ROLE = 'orgstrap-state';

/** Reads what orgstrap made, in every account. */
export const AUDITOR_ROLE = 'orgstrap-auditor';

/** What jobs of a CI system become to deploy, in the deployment account and for the guardrails in the management account; and to plan that. */
export const DEPLOYER_ROLE = 'orgstrap-deployer';
export const PLANNER_ROLE = 'orgstrap-planner';

/** The permissions boundaries of operators and auditors: none fits into the one of CI, which nobody of CI shall share. */
export const OPERATOR_BOUNDARY = 'orgstrap-operator-boundary';
export const STATE_BOUNDARY = 'orgstrap-state-boundary';
export const AUDITOR_BOUNDARY = 'orgstrap-auditor-boundary';

/** Where the IAM users of people are, and their groups: access roles trust this path of the Ops account. */
export const PEOPLE_PATH = `${IAM_PATH}people/`;

/** The permissions boundary of people in the Ops account. */
export const PEOPLE_BOUNDARY = 'orgstrap-people-boundary';

/** The group of all people: what each may do to their own sign-in. */
export const EVERYBODY_GROUP = 'orgstrap-everybody';

/** The stack of what people of the Ops account may do, where there is no room for it beside them; further parts are numbered. */
export const PEOPLE_PERMISSIONS = 'PeoplePermissions';

/** The permissions boundary of the access roles of a product account. */
export const ACCESS_BOUNDARY = 'orgstrap-access-boundary';

/** Attached to an access role, it ends every session of it. */
export const CLOSED_POLICY = 'orgstrap-access-closed';

/** How the inline policies of access roles begin that end the sessions of one person, whose name follows. */
export const REVOKED_POLICY = 'orgstrap-revoked-';

/** Invites people and shuts them out in the Ops account, and closes access roles in product accounts. */
export const PEOPLE_OPERATOR_ROLE = 'orgstrap-people-operator';
export const PEOPLE_OPERATOR_BOUNDARY = 'orgstrap-people-operator-boundary';

/** Every permissions boundary, a document that grants nothing: names, and a pattern. */
export const BOUNDARIES: readonly string[] = [
  BOUNDARIES_OF_WORKLOADS,
  CI_BOUNDARY,
  OPERATOR_BOUNDARY,
  STATE_BOUNDARY,
  AUDITOR_BOUNDARY,
  PEOPLE_BOUNDARY,
  ACCESS_BOUNDARY,
  LENT_BOUNDARY,
  PEOPLE_OPERATOR_BOUNDARY,
];

/** The control policies of the organization. */
export const CONTROL_POLICIES = {
  ServiceControlPolicy: 'orgstrap-protection',
  SettingsControlPolicy: 'orgstrap-settings',
  ResourceControlPolicy: 'orgstrap-organization-only',
} as const;

/** The service control policy that stops the root users of member accounts. */
export const ROOT_CONTROL_POLICY = 'orgstrap-root';

/** The service control policy that protects the audit. */
export const AUDIT_CONTROL_POLICY = 'orgstrap-audit';

/** The policies of Organizations that set something in all accounts, by their type. */
export const SETTING_POLICIES = {
  S3_POLICY: 'orgstrap-buckets',
  DECLARATIVE_POLICY_EC2: 'orgstrap-compute',
  AISERVICES_OPT_OUT_POLICY: 'orgstrap-ai',
} as const;

/** Where roles, policies and instance profiles that Terraform creates must live. */
export const WORKLOAD_IAM_PATH = '/workload/';

/** The parameters of the member template for product accounts: whom its two roles trust. */
export const CI_ROLE_ARNS_PARAMETERS: Readonly<Record<Access, string>> = {
  apply: 'CiTerraformRoleArns',
  plan: 'CiPlanRoleArns',
};

/** The longest pipeline name for which every name below, but that of its bucket, stays inside AWS's limits. */
export const LONGEST_PIPELINE_NAME = 20;

/**
 * The longest pipeline name whose bucket's name has S3's 63 characters at most: 17 to 20, by the Region, in the namespace of an account.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
export function longestPipelineName(namespace: BucketNamespace, region: string): number {
  const around = `orgstrap-state--ACCOUNT00000-${region}${NAMESPACE_SUFFIXES[namespace]}`;
  return Math.min(LONGEST_PIPELINE_NAME, 63 - around.length);
}

/** The CI user of a pipeline, and the name of the group that it alone is in. */
export function ciUserName(access: Access, pipeline: string): string {
  return `orgstrap-ci-${access}-${pipeline}`;
}

/** Matches the CI users of all pipelines, and nobody else on orgstrap's path. */
export const CI_USERS = 'orgstrap-ci-*';

/** Keeps the access key of a CI user; Secrets Manager adds six characters to it in the ARN. */
export function ciKeySecretName(access: Access, pipeline: string): string {
  return `orgstrap/ci/${pipeline}/${access}`;
}

/** Matches every secret of orgstrap, and whatever others call so. */
export const SECRETS = 'orgstrap/*';

/** Matches the secrets of all CI users. */
export const CI_KEY_SECRETS = 'orgstrap/ci/*';

/** The CI Terraform role of a pipeline, for apply, or its CI plan role. */
export function ciRoleName(access: Access, pipeline: string): string {
  return access === 'apply' ? `orgstrap-ci-terraform-${pipeline}` : `orgstrap-ci-plan-${pipeline}`;
}

/** What S3 works as to copy the states of a pipeline to its replica. */
export function replicationRoleName(pipeline: string): string {
  return `orgstrap-replication-${pipeline}`;
}

/** Matches every CI role, to apply and to plan, and nobody else on orgstrap's path. */
export const CI_ROLES = 'orgstrap-ci-*';

/** What people become in a product account. */
export function accessRoleName(role: string): string {
  return `orgstrap-access-${role}`;
}

/** Matches every access role, and nobody else on orgstrap's path. */
export const ACCESS_ROLES = accessRoleName('*');

/** A part of what access roles may do: Identity Center attaches it by this name. */
export function accessPolicyName(part: string): string {
  return `orgstrap-access-${part}`;
}

/** What people become in IAM Identity Center; 32 characters at most. */
export function permissionSetName(role: string): string {
  return `orgstrap-${role}`;
}

/** The IAM group of a group of people. */
export function peopleGroupName(group: string): string {
  return `orgstrap-people-${group}`;
}

/** The trail of each account, and the log group that the one of the Terraform account also writes to. */
export const TRAIL = 'orgstrap';
export const TRAIL_LOG_GROUP = '/orgstrap/trail';

/** Where alarms go; and the event bus to which every account sends what may be one. */
export const ALARM_TOPIC = 'orgstrap-alarms';
export const ALARM_BUS = 'orgstrap-alarms';

/** The rule of an alarm. */
export function alarmRuleName(alarm: string): string {
  return `orgstrap-alarm-${alarm}`;
}

/** The first of the rules that forward events to the bus; the others have a number behind it. */
export const FORWARDING_RULE = 'orgstrap-forward-alarms';

/** Matches all of them. */
export const FORWARDING_RULES = `${FORWARDING_RULE}*`;

/** What forwarding rules work as, in every account. */
export const FORWARDING_ROLE = 'orgstrap-alarm-forwarding';

/**
 * What every account and Region sends to the bus of alarms each hour by the way of the alarms, so that silence is noticed: a schedule, the
 * role that it works as, and the source of its event. Nobody but AWS has a source that begins with `aws.`.
 */
export const CANARY = 'orgstrap-alarm-canary';
export const CANARY_SOURCE = 'orgstrap.canary';

/** The rule that counts what arrives from an account, and the alarm of CloudWatch that misses it. */
export function canaryRuleName(account: string): string {
  return alarmRuleName(`canary-${account}`);
}
export function silenceAlarmName(account: string): string {
  return `orgstrap-silence-${account}`;
}

export function stateKeyAlias(pipeline: string): string {
  return `alias/orgstrap-state-${pipeline}`;
}

/** Matches the aliases of the keys of all state buckets. */
export const STATE_KEY_ALIASES = stateKeyAlias('*');

/** Before the name of a workspace, in the key of its state. */
export const STATES_PREFIX = 'env:/';

/** The object of a workspace's state is `env:/WORKSPACE/` and this. */
export const STATE_KEY = 'terraform.tfstate';

/** The same of one state of a pipeline that has several: `env:/WORKSPACE/STATE/terraform.tfstate` is the object. */
export function stateKeyOf(state: string | undefined): string {
  return state === undefined ? STATE_KEY : `${state}/${STATE_KEY}`;
}

/** The key of the trails and of the alarms. */
export const AUDIT_KEY_ALIAS = 'alias/orgstrap-audit';

/** Matches the aliases of all keys of orgstrap, and whatever others call so. */
export const KEY_ALIASES = 'alias/orgstrap-*';

/** The analyzers of the Terraform account. */
export const EXTERNAL_ACCESS_ANALYZER = 'orgstrap-external-access';
export const UNUSED_ACCESS_ANALYZER = 'orgstrap-unused-access';

/** The name of a stack in the deployment account, and of the StackSet in it. */
export function stackName(id: string): string {
  return `orgstrap-${id}`;
}

/** The id of the stack of the replica of a pipeline: with the Region, as every stack outside the home Region. */
export function replicaStack(pipeline: string, region: string): string {
  return `Replica-${pipeline}-${region}`;
}

/** The stacks that an environment has, as the ids of each begin. */
export const ENVIRONMENT_STACKS = [
  'ProductAccounts',
  'AccessRoles',
  'OperatorRoles',
  'AccountTrails',
  'ForwardingRoles',
  'Forwarding',
  'ExternalAccess',
  'Assignments',
] as const;
