import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import type { Silence } from '../alarms/silence';
import { silenceAlarm } from '../alarms/silence-alarm';
import type { OrgConfig } from '../domain/org-config';

/**
 * Counts what arrives from an account each hour, and tells people where less comes, or nothing. The rule has no target: EventBridge counts
 * what it matches, free of charge.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
 */
export class SilenceAlarm extends Construct {
  constructor(scope: Construct, id: string, config: OrgConfig, silence: Silence) {
    super(scope, id);
    const { rule, alarm } = silence;
    const { name, bus, pattern } = rule;
    const described = silenceAlarm(config, silence);
    new CfnRule(this, 'Rule', { name, eventBusName: bus, eventPattern: pattern, state: 'ENABLED' });
    new CfnAlarm(this, 'Alarm', {
      alarmName: alarm.name,
      alarmDescription: alarm.description,
      ...described,
      dimensions: [...described.dimensions],
      alarmActions: [...described.alarmActions],
      // Accounts come later than what misses them.
      warmUpConfiguration: { warmUpPeriodDurationInMinutes: 24 * 60, onlyStartEvaluatingAfterWarmUpPeriodEnds: true },
    });
  }
}
