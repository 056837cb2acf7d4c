import { alarmRules } from '../../alarms/rule-description';
import type { FoundKey } from '../../aws/account-keys';
import type { AccountRules } from '../../aws/account-rules';
import type { AccountTopics, FoundTopic } from '../../aws/account-topics';
import type { Audit } from '../../domain/audit';
import { ALARM_BUS, ALARM_TOPIC } from '../../domain/names';
import { namesOf } from '../../domain/names-of';
import type { OrgConfig } from '../../domain/org-config';
import { type CheckSubject, checksOfAnswer, doesNotHold, holds, type LiveCheck } from '../../estate/live-check';
import { alarmBusPolicy, alarmTopicPolicy } from '../../policies/alarm-policies';
import { documentDifferences } from './document-differences';
import { judged, SEE } from './judged';
import { type Difference, mendedBy } from './mended-by';
import { ruleChecks } from './rule-checks';
import { valueDifferences } from './value-differences';

const BUS: CheckSubject = {
  kind: 'alarm-bus',
  name: `bus ${ALARM_BUS}`,
  why: 'whom its policy does not let in raises no alarm, and whoever else it lets in raises false ones',
};

const TOPIC: CheckSubject = {
  kind: 'alarm-topic',
  name: `topic ${ALARM_TOPIC}`,
  why: 'from here alarms go to people: whoever may subscribe reads them, and whom it does not reach hears of none',
};

/** What of the Terraform account hears of alarms and tells people. */
export interface SeenAlarms {
  readonly rules: AccountRules;
  readonly topics: AccountTopics;
}

/**
 * Whether the bus of alarms lets in forwarding roles alone, the topic sends what rules of alarms publish to those whom `org.yaml`
 * names, and the rules are as they should be.
 *
 * @param key - asked for that of the audit
 */
export async function alarmChecks(
  config: OrgConfig,
  audit: Audit,
  { rules, topics }: SeenAlarms,
  key: Promise<FoundKey | undefined>,
): Promise<readonly LiveCheck[]> {
  const { homeRegion } = config;
  const checks = await Promise.all([
    busChecks(config, rules),
    topicChecks(config, audit, topics, key),
    ...alarmRules(config).map((rule) => ruleChecks(rule, homeRegion, rules)),
  ]);
  return checks.flat();
}

function busChecks(config: OrgConfig, rules: AccountRules): Promise<readonly LiveCheck[]> {
  const expected = JSON.stringify(alarmBusPolicy(config));
  const command = `aws events put-permission --event-bus-name ${ALARM_BUS} --region ${config.homeRegion} --policy '${expected}'`;
  return checksOfAnswer(
    [BUS],
    SEE,
    () => rules.busPolicy(ALARM_BUS),
    (found) => {
      if (found === undefined) return [doesNotHold(BUS, 'there is no such bus', mendedBy('the bus', []))];
      const differences =
        found === ''
          ? [{ found: 'it has no policy, and lets nobody in', command }]
          : documentDifferences('its policy', expected, found).map((difference) => ({ found: difference, command }));
      return [judged(BUS, differences, 'the bus', 'lets in the forwarding roles of the organization, and nobody else')];
    },
  );
}

/** An address that `org.yaml` does not name may be somebody's choice, and is no finding. */
function topicChecks(
  config: OrgConfig,
  { email }: Audit,
  topics: AccountTopics,
  key: Promise<FoundKey | undefined>,
): Promise<readonly LiveCheck[]> {
  const { alarmTopicArn } = namesOf(config).audit;
  return checksOfAnswer(
    [TOPIC, ...email.map(subscriptionOf)],
    SEE,
    async () => {
      const found = await topics.topic(alarmTopicArn);
      return found && { found, key: await key };
    },
    (seen) => {
      if (seen === undefined) return [doesNotHold(TOPIC, 'there is no such topic', mendedBy('the topic', []))];
      const sound = 'is encrypted, and takes what rules of alarms publish';
      return [
        judged(TOPIC, topicDifferences(config, seen.found, seen.key), 'the topic', sound),
        ...email.map((address) => subscriptionCheck(address, alarmTopicArn, seen.found)),
      ];
    },
  );
}

function subscriptionOf(address: string): CheckSubject {
  return {
    kind: 'alarm-subscription',
    resource: address,
    name: `subscription of ${address}`,
    why: 'before somebody confirms it, no alarm is sent there',
  };
}

/** Whether a check is of a subscription, which no deployment confirms. */
export function isOfSubscription({ kind }: CheckSubject): boolean {
  return kind === 'alarm-subscription';
}

function subscriptionCheck(address: string, topic: string, { subscriptions }: FoundTopic): LiveCheck {
  const question = subscriptionOf(address);
  const own = subscriptions.filter(({ protocol, endpoint }) => protocol === 'email' && endpoint === address);
  if (own.some(({ isConfirmed }) => isConfirmed)) return holds(question, 'is confirmed');
  const subscribe = `aws sns subscribe --topic-arn ${topic} --protocol email --notification-endpoint ${address}`;
  if (own.length === 0) return doesNotHold(question, 'is not there', mendedBy('the subscription', [subscribe]));
  return doesNotHold(
    question,
    'is not confirmed',
    `open the link in the mail that SNS sent to ${address}; where it is lost: ${subscribe}`,
  );
}

function topicDifferences(config: OrgConfig, found: FoundTopic, key: FoundKey | undefined): readonly Difference[] {
  const { alarmTopicArn, keyAliasArn } = namesOf(config).audit;
  const wanted = key?.arn ?? keyAliasArn;
  const isSame = found.key !== undefined && [wanted, wanted.split('/').at(-1), keyAliasArn].includes(found.key);
  const set = (name: string, value: string) =>
    `aws sns set-topic-attributes --topic-arn ${alarmTopicArn} --attribute-name ${name} --attribute-value ${value}`;
  const policy = JSON.stringify(alarmTopicPolicy(config));
  return [
    ...(isSame ? [] : valueDifferences('its key', wanted, found.key, set('KmsMasterKeyId', wanted))),
    ...documentDifferences('its policy', policy, found.policy).map((difference) => ({
      found: difference,
      command: set('Policy', `'${policy}'`),
    })),
  ];
}
