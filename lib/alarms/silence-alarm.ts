import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import { SILENT_HOURS, type Silence } from './silence';

/** An alarm of CloudWatch over one metric, described once: the CDK app renders it, and verify expects it. */
export interface MetricAlarmDescription {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: readonly { readonly name: string; readonly value: string }[];
  readonly statistic: string;
  /** In seconds. */
  readonly period: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly comparisonOperator: string;
  readonly threshold: number;
  readonly treatMissingData: string;
  readonly alarmActions: readonly string[];
}

/** What counts what arrives from an account each hour. */
export function silenceAlarm(config: OrgConfig, { rule, anHour }: Silence): MetricAlarmDescription {
  return {
    namespace: 'AWS/Events',
    metricName: 'MatchedEvents',
    dimensions: [
      { name: 'EventBusName', value: rule.bus },
      { name: 'RuleName', value: rule.name },
    ],
    statistic: 'Sum',
    period: 3600,
    evaluationPeriods: SILENT_HOURS,
    datapointsToAlarm: SILENT_HOURS,
    comparisonOperator: 'LessThanThreshold',
    threshold: anHour,
    treatMissingData: 'breaching',
    alarmActions: [namesOf(config).audit.alarmTopicArn],
  };
}
