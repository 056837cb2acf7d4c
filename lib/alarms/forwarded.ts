import {
  ALARM_TOPIC,
  CI_ROLES,
  FORWARDING_RULE,
  IAM_PATH,
  OPERATOR_ROLE,
  PEOPLE_OPERATOR_ROLE,
  TERRAFORM_ROLES,
  TRAIL_LOG_GROUP,
} from '../domain/names';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import { type EventPattern, ORGSTRAP_NAMES, recorded } from './alarm';
import {
  ANALYZER_CHANGES,
  DEFAULT_BUS,
  LOG_GROUP_CHANGES,
  ROOT_SESSIONS,
  ROOT_USES,
  SUBSCRIPTION_CHANGES,
  TOPIC_CHANGES,
} from './audit-alarms';
import { CI_SECRETS, refusedToCiRoles } from './ci-alarms';
import { PERMISSION_SET_CHANGES } from './identity-center-alarms';
import { CLOSED_ACCOUNTS } from './organization-alarms';
import { accessByStrangers, accessRefusedToStrangers, failedSignIns, OPERATOR_MESSAGES } from './people-alarms';
import { BUCKET_CHANGES, objectUses } from './storage-alarms';

/** Matches calls that change something. */
const WRITES = [{ 'anything-but': { prefix: ['Describe', 'Generate', 'Get', 'List', 'Lookup', 'Simulate', 'Test'] } }];

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
const ROOM = 1_600;

/** What is forwarded, packed first-fit into as few rules as hold it. */
export function forwardingRules(config: OrgConfig): readonly ForwardingRule[] {
  const packs: EventPattern[][] = [];
  for (const match of forwardedEvents(config)) {
    const roomy = packs.find((pack) => JSON.stringify(anyOf([...pack, match])).length <= ROOM);
    if (roomy) roomy.push(match);
    else packs.push([match]);
  }
  return packs.map((pack, index) => ({
    name: index === 0 ? FORWARDING_RULE : `${FORWARDING_RULE}-${index + 1}`,
    pattern: anyOf(pack),
  }));
}

/** `$or` takes two at least. */
function anyOf(matches: readonly EventPattern[]): EventPattern {
  const [first, second] = matches;
  return recorded(first !== undefined && second === undefined ? first : { $or: matches });
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
          ...[OPERATOR_ROLE, PEOPLE_OPERATOR_ROLE].map((role) => ({ suffix: `${IAM_PATH}${role}` })),
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
    ANALYZER_CHANGES,
    PERMISSION_SET_CHANGES,
    failedSignIns(config),
    accessByStrangers(config),
    accessRefusedToStrangers(config),
    { errorMessage: OPERATOR_MESSAGES },
  ];
}
