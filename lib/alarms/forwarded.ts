import { deploymentRoles } from '../domain/deployment';
import {
  ALARM_TOPIC,
  CANARY_SOURCE,
  CI_ROLES,
  DEPLOYER_ROLE,
  FORWARDING_RULE,
  IAM_PATH,
  OPERATOR_ROLE,
  PEOPLE_OPERATOR_ROLE,
  STATE_ROLE,
  TERRAFORM_ROLES,
  TRAIL_LOG_GROUP,
} from '../domain/names';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import { type EventPattern, ORGSTRAP_NAMES, recorded } from './alarm';
import {
  DEFAULT_BUS,
  LOG_GROUP_CHANGES,
  ROOT_SESSIONS,
  ROOT_USES,
  SUBSCRIPTION_CHANGES,
  TOPIC_CHANGES,
  WATCH_CHANGES,
} from './audit-alarms';
import { CI_SECRETS, refusedToCiRoles } from './ci-alarms';
import { refusedToDeployment } from './deployment-alarms';
import { PERMISSION_SET_CHANGES } from './identity-center-alarms';
import { CLOSED_ACCOUNTS } from './organization-alarms';
import { accessByStrangers, accessRefusedToStrangers, failedSignIns, OPERATOR_MESSAGES } from './people-alarms';
import { BUCKET_CHANGES, objectUses } from './storage-alarms';

/** Matches calls that change something. */
const WRITES = [{ 'anything-but': { prefix: ['Describe', 'Generate', 'Get', 'List', 'Lookup', 'Simulate', 'Test'] } }];

/** Matches what shows each hour that a rule forwards. */
export const CANARY_EVENTS: EventPattern = { source: [CANARY_SOURCE] };

/** Matches messages about a role of the chain. */
const CHAIN_MESSAGES = [CI_ROLES, `${TERRAFORM_ROLES.apply}*`].map((name) => ({
  wildcard: `*:role${IAM_PATH}${name}`,
}));

/** A rule that sends what it matches to the bus of alarms. */
export interface ForwardingRule {
  readonly name: string;
  readonly pattern: EventPattern;
}

/**
 * How long the pattern of a forwarding rule gets. EventBridge takes 2,048 characters; what is left is for ids of organizations and
 * partitions that are longer than those of the tests, and for a change of one match that moves no other.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
 */
const ROOM = 1_750;

/**
 * How many wildcards a field has in a rule. EventBridge refuses rules that are too complex and tells no limit; it took one with six for a
 * field, and refused the same with eight.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#eb-filtering-wildcard-matching-complexity
 */
const MOST_WILDCARDS = 6;

/** What is forwarded, packed first-fit into as few rules as hold it. */
export function forwardingRules(config: OrgConfig): readonly ForwardingRule[] {
  const packs: EventPattern[][] = [];
  for (const match of forwardedEvents(config)) {
    const roomy = packs.find((pack) => fits([...pack, match]));
    if (roomy) roomy.push(match);
    else packs.push([match]);
  }
  return packs.map((pack, index) => ({
    name: index === 0 ? FORWARDING_RULE : `${FORWARDING_RULE}-${index + 1}`,
    pattern: anyOf(pack),
  }));
}

function fits(pack: readonly EventPattern[]): boolean {
  const counts = new Map<string, number>();
  for (const { field, wildcards } of pack.flatMap((match) => wildcardsIn(match, ''))) {
    counts.set(field, (counts.get(field) ?? 0) + wildcards);
  }
  return JSON.stringify(anyOf(pack)).length <= ROOM && Math.max(...counts.values()) <= MOST_WILDCARDS;
}

/** By field, how many wildcards are in its values. The branches of an `$or` are about the same fields. */
function wildcardsIn(node: unknown, field: string): readonly { readonly field: string; readonly wildcards: number }[] {
  if (Array.isArray(node)) return [{ field, wildcards: JSON.stringify(node).split('*').length - 1 }];
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, inner]) =>
    key === '$or' && Array.isArray(inner)
      ? inner.flatMap((branch) => wildcardsIn(branch, field))
      : wildcardsIn(inner, `${field}.${key}`),
  );
}

/** Also what shows that the rule is there. `$or` takes two at least. */
function anyOf(matches: readonly EventPattern[]): EventPattern {
  const [first, second] = matches;
  const events = recorded(first !== undefined && second === undefined ? first : { $or: matches });
  return { $or: [CANARY_EVENTS, events] };
}

/**
 * Matches all that an alarm could match, in any account and Region, and little more: what every account and the Region of the
 * global services send to the bus of alarms. Who called, and whether they may, is for the alarms to decide.
 *
 * What forwards must not match the record of its own work, or each event would be followed by the next: EventBridge assumes
 * the forwarding role, CloudTrail its own and makes streams in its log group, EventBridge publishes to the topic. So roles are
 * those of the chain and of operators, and access roles where who becomes one is no person; and of topic and log group it is the calls that alarms name.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-patterns-best-practices.html
 */
function forwardedEvents(config: OrgConfig): readonly EventPattern[] {
  const names = namesOf(config);
  return [
    ROOT_USES,
    { userIdentity: { arn: [{ wildcard: names.ciUsersPattern }] } },
    refusedToCiRoles(config),
    { errorMessage: [...CHAIN_MESSAGES, ...CI_SECRETS] },
    {
      requestParameters: {
        roleArn: [
          { wildcard: names.ciRolesPattern },
          { wildcard: `${names.terraformRoleArn('*', 'apply')}*` },
          { wildcard: names.stackSetsRolesPattern },
          ...[OPERATOR_ROLE, PEOPLE_OPERATOR_ROLE, STATE_ROLE].map((role) => ({ suffix: `${IAM_PATH}${role}` })),
          ...deploymentRoles(config),
        ],
      },
    },
    { requestParameters: { secretId: CI_SECRETS } },
    { requestParameters: { topicArn: [{ suffix: `:${ALARM_TOPIC}` }] }, eventName: TOPIC_CHANGES },
    {
      requestParameters: { subscriptionArn: [{ wildcard: `*:${ALARM_TOPIC}:*` }] },
      eventName: SUBSCRIPTION_CHANGES,
    },
    { requestParameters: { logGroupName: [TRAIL_LOG_GROUP] }, eventName: LOG_GROUP_CHANGES },
    { requestParameters: { bucketName: ORGSTRAP_NAMES }, eventName: BUCKET_CHANGES },
    objectUses(config),
    {
      eventSource: ['events.amazonaws.com'],
      requestParameters: {
        $or: [{ name: [...ORGSTRAP_NAMES, DEFAULT_BUS] }, { rule: ORGSTRAP_NAMES }, { eventBusName: ORGSTRAP_NAMES }],
      },
      eventName: WRITES,
    },
    {
      eventSource: ['cloudtrail', 'iam', 'identitystore', 'organizations', 'sso-directory'].map(
        (name) => `${name}.amazonaws.com`,
      ),
      eventName: WRITES,
    },
    {
      eventSource: ['cloudformation.amazonaws.com'],
      eventName: [{ wildcard: '*StackSet*' }, { suffix: 'StackInstances' }, { suffix: 'OrganizationsAccess' }],
    },
    {
      eventSource: ['kms.amazonaws.com'],
      eventName: ['CreateGrant', { prefix: 'Disable' }, 'PutKeyPolicy', 'ScheduleKeyDeletion', { suffix: 'Alias' }],
      recipientAccountId: [config.accounts.terraform],
    },
    ROOT_SESSIONS,
    CLOSED_ACCOUNTS,
    ...WATCH_CHANGES,
    PERMISSION_SET_CHANGES,
    failedSignIns(config),
    accessByStrangers(config),
    accessRefusedToStrangers(config),
    { errorMessage: OPERATOR_MESSAGES },
    // Apart, and short: no rule has room for more wildcards beside those.
    { errorMessage: [{ wildcard: `*/${STATE_ROLE}*` }] },
    ...eventsOfDeployment(config),
  ];
}

/** What who deploys is refused, and who is refused to deploy. */
function eventsOfDeployment(config: OrgConfig): readonly EventPattern[] {
  if (config.deployment === undefined) return [];
  return [refusedToDeployment(config), { errorMessage: [{ wildcard: `*:role${IAM_PATH}${DEPLOYER_ROLE}*` }] }];
}
