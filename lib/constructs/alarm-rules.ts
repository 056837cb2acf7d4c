import { CfnRule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import type { Alarm } from '../alarms/alarm';
import type { AlarmGroup } from '../alarms/alarms';
import { fittingAlarms } from '../alarms/fitting-alarms';
import { ALARM_BUS, alarmRuleName } from '../domain/names';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';

/**
 * A rule for each alarm of a group, on the bus of alarms. They name the bus and the topic, which are in another template:
 * one would hardly hold all of it.
 *
 * The constructor throws the Failure `TooManyDeployers` where a pattern that names all of them is longer than EventBridge
 * takes.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
 */
export class AlarmRules extends Construct {
  constructor(scope: Construct, id: string, config: OrgConfig, group: AlarmGroup) {
    super(scope, id);
    const topic = namesOf(config).audit.alarmTopicArn;
    for (const alarm of fittingAlarms(config, group)) {
      new CfnRule(this, alarm.name, {
        name: alarmRuleName(alarm.name),
        eventBusName: ALARM_BUS,
        eventPattern: alarm.pattern,
        // Without it EventBridge passes over calls that only read, and AssumeRole counts as one.
        state: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
        targets: [{ id: 'topic', arn: topic, inputTransformer: textOf(alarm) }],
      });
    }
  }
}

/** A short text instead of an event: what happened, why it matters, what to do, and where to look. */
function textOf({ name, happened, matters, todo }: Alarm): CfnRule.InputTransformerProperty {
  return {
    inputPathsMap: {
      account: '$.account',
      region: '$.region',
      time: '$.time',
      call: '$.detail.eventName',
      who: '$.detail.userIdentity.arn',
      address: '$.detail.sourceIPAddress',
      event: '$.detail.eventID',
    },
    inputTemplate: [
      `orgstrap alarm: ${name}`,
      happened,
      `Why: ${matters}`,
      `Do: ${todo}`,
      '<call> by <who> from <address> in <account>, <region>, at <time> (event <event>)',
    ]
      .map((line) => JSON.stringify(line))
      .join('\n'),
  };
}
