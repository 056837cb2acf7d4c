import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { SILENT_HOURS, type Silence } from '../alarms/silence';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';

/**
 * Counts what arrives from an account each hour, and tells people where less comes, or nothing. The rule has no target: EventBridge counts
 * what it matches, free of charge.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
 */
export class SilenceAlarm extends Construct {
  constructor(scope: Construct, id: string, config: OrgConfig, { rule, alarm, anHour }: Silence) {
    super(scope, id);
    const { name, bus, pattern } = rule;
    new CfnRule(this, 'Rule', { name, eventBusName: bus, eventPattern: pattern, state: 'ENABLED' });
    new CfnAlarm(this, 'Alarm', {
      alarmName: alarm.name,
      alarmDescription: alarm.description,
      namespace: 'AWS/Events',
      metricName: 'MatchedEvents',
      dimensions: [
        { name: 'EventBusName', value: bus },
        { name: 'RuleName', value: name },
      ],
      statistic: 'Sum',
      period: 3600,
      evaluationPeriods: SILENT_HOURS,
      datapointsToAlarm: SILENT_HOURS,
      comparisonOperator: 'LessThanThreshold',
      threshold: anHour,
      treatMissingData: 'breaching',
      // Accounts come later than what misses them.
      warmUpConfiguration: { warmUpPeriodDurationInMinutes: 24 * 60, onlyStartEvaluatingAfterWarmUpPeriodEnds: true },
      alarmActions: [namesOf(config).audit.alarmTopicArn],
    });
  }
}
