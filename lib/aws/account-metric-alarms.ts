import { type CloudWatchClient, DescribeAlarmsCommand, type MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { awsAnswer } from './aws-answer';

/** Alarms of CloudWatch of one account, in one Region. */
export interface AccountMetricAlarms {
  /** Those of these names that are there, each over one metric or not. */
  alarms(names: readonly string[]): Promise<readonly FoundMetricAlarm[]>;
}

export interface FoundMetricAlarm {
  readonly name: string;
  readonly hasActions: boolean;
  /** What it looks at and calls, in the words of `MetricAlarmDescription`. */
  readonly described: Readonly<Record<string, unknown>>;
}

/** As many as CloudWatch takes in one call. */
const NAMES = 100;

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html */
export class CloudWatchAccountMetricAlarms implements AccountMetricAlarms {
  constructor(private readonly client: CloudWatchClient) {}

  async alarms(names: readonly string[]): Promise<readonly FoundMetricAlarm[]> {
    const found: FoundMetricAlarm[] = [];
    for (let start = 0; start < names.length; start += NAMES) {
      const asked = names.slice(start, start + NAMES);
      const request = new DescribeAlarmsCommand({ AlarmNames: asked, AlarmTypes: ['MetricAlarm'], MaxRecords: NAMES });
      const { MetricAlarms: alarms = [] } = await awsAnswer('cloudwatch:DescribeAlarms', this.client.send(request));
      found.push(...alarms.map(foundAlarm));
    }
    return found;
  }
}

/** What is left out is undefined, as is what nobody set: an alarm over an expression has `metrics` in place of a metric. */
function foundAlarm(alarm: MetricAlarm): FoundMetricAlarm {
  return {
    name: alarm.AlarmName ?? '',
    hasActions: alarm.ActionsEnabled === true,
    described: {
      namespace: alarm.Namespace,
      metricName: alarm.MetricName,
      dimensions: alarm.Dimensions?.map(({ Name: name, Value: value }) => ({ name, value })),
      statistic: alarm.Statistic,
      extendedStatistic: alarm.ExtendedStatistic,
      metrics: alarm.Metrics?.length === 0 ? undefined : alarm.Metrics,
      period: alarm.Period,
      evaluationPeriods: alarm.EvaluationPeriods,
      datapointsToAlarm: alarm.DatapointsToAlarm,
      comparisonOperator: alarm.ComparisonOperator,
      threshold: alarm.Threshold,
      treatMissingData: alarm.TreatMissingData,
      alarmActions: alarm.AlarmActions,
    },
  };
}
