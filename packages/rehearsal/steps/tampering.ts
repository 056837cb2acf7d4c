import {
  DeleteAlarmsCommand,
  DescribeAlarmsCommand,
  type MetricAlarm,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
} from '@aws-sdk/client-cloudwatch';
import {
  DeleteBucketEncryptionCommand,
  GetBucketEncryptionCommand,
  PutBucketEncryptionCommand,
} from '@aws-sdk/client-s3';
import { GetScheduleCommand, UpdateScheduleCommand } from '@aws-sdk/client-scheduler';
import { GetTopicAttributesCommand, SetTopicAttributesCommand } from '@aws-sdk/client-sns';
import { ALARM_BUS, CANARY, silenceAlarmName } from '../../../lib/domain/names';
import { namesOf } from '../../../lib/domain/names-of';
import type { OrgConfig } from '../../../lib/domain/org-config';
import type { Clients } from '../emulated/clients';
import { NotProved } from '../report/ledger';

/** What somebody does by hand to one thing of the Terraform account, and how it is undone. */
export interface Tampering {
  /** What is found then. */
  readonly claim: string;
  /** A part of the one finding. */
  readonly expected: readonly string[];
  /** Does it, and gives what undoes it. */
  tamper(administrator: Clients): Promise<() => Promise<unknown>>;
}

/** A deployer of the Terraform account does it: no alarm, so that nobody would hear of it but by looking. */
export function tamperings(config: OrgConfig): readonly Tampering[] {
  const [pipeline] = config.pipelines;
  return [...(pipeline === undefined ? [] : [weakEncryption(config, pipeline.deployedAs)]), ...ofAlarms(config)];
}

function weakEncryption(config: OrgConfig, pipeline: string): Tampering {
  const Bucket = namesOf(config).stateBucket(pipeline);
  return {
    claim: 'orgstrap verify finds a state bucket that no longer encrypts with its key, and nothing else',
    expected: [`bucket ${Bucket}`, 'default encryption is'],
    tamper: async ({ s3 }) => {
      const before = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
      await s3.send(new DeleteBucketEncryptionCommand({ Bucket }));
      const ServerSideEncryptionConfiguration = before.ServerSideEncryptionConfiguration;
      return () => s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration }));
    },
  };
}

function ofAlarms(config: OrgConfig): readonly Tampering[] {
  if (config.audit === undefined) return [];
  const { alarmTopicArn: TopicArn } = namesOf(config).audit;
  return [
    ...ofSilence(config),
    {
      claim: 'orgstrap verify finds a bus of alarms that lets in everybody, and nothing else',
      expected: [`bus ${ALARM_BUS}`, 'wider than it should be'],
      tamper: async ({ call }) => {
        const bus = (operation: string, input: object) =>
          call({ service: 'events', operation, input: JSON.parse(JSON.stringify(input)) });
        const { Policy: before } = await bus('DescribeEventBus', { Name: ALARM_BUS });
        if (typeof before !== 'string') throw new NotProved('the bus of alarms has no policy');
        const { Statement: statements, ...document } = JSON.parse(before);
        const open = statements.map(({ Condition: _, ...statement }: { readonly Condition?: unknown }) => statement);
        const put = (Policy: string) => bus('PutPermission', { EventBusName: ALARM_BUS, Policy });
        await put(JSON.stringify({ ...document, Statement: open }));
        return () => put(before);
      },
    },
    {
      claim: 'orgstrap verify finds a topic of alarms without its key, and nothing else',
      expected: ['topic ', 'its key is none'],
      tamper: async ({ sns }) => {
        const { Attributes: attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
        const set = (AttributeValue: string) =>
          sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName: 'KmsMasterKeyId', AttributeValue }));
        await set('');
        return () => set(attributes?.KmsMasterKeyId ?? '');
      },
    },
  ];
}

/** The Terraform account is watched as all others, so that its own schedule and alarm are as good as any. */
function ofSilence({ accounts }: OrgConfig): readonly Tampering[] {
  const AlarmName = silenceAlarmName(accounts.terraform);
  return [
    {
      claim: 'orgstrap verify finds an account that nobody would miss, and nothing else',
      expected: [`alarm ${AlarmName}`, 'there is no such alarm'],
      tamper: async ({ cloudWatch }) => {
        const { MetricAlarms: [before] = [] } = await cloudWatch.send(
          new DescribeAlarmsCommand({ AlarmNames: [AlarmName] }),
        );
        if (before === undefined) throw new NotProved(`there is no alarm ${AlarmName}`);
        await cloudWatch.send(new DeleteAlarmsCommand({ AlarmNames: [AlarmName] }));
        return () => cloudWatch.send(new PutMetricAlarmCommand(asItWas(before)));
      },
    },
    {
      claim: 'orgstrap verify finds a schedule that no longer shows that alarms would arrive, and nothing else',
      expected: [`schedule ${CANARY}`, 'its state is DISABLED in place of ENABLED'],
      tamper: async ({ scheduler }) => {
        const { ScheduleExpression, FlexibleTimeWindow, Target, Description } = await scheduler.send(
          new GetScheduleCommand({ Name: CANARY, GroupName: 'default' }),
        );
        const put = (State: 'DISABLED' | 'ENABLED') =>
          scheduler.send(
            new UpdateScheduleCommand({
              Name: CANARY,
              ScheduleExpression,
              FlexibleTimeWindow,
              Target,
              Description,
              State,
            }),
          );
        await put('DISABLED');
        return () => put('ENABLED');
      },
    },
  ];
}

/** Without what CloudWatch says of an alarm and nobody sets. */
function asItWas(alarm: MetricAlarm): PutMetricAlarmCommandInput {
  const { AlarmName, ActionsEnabled, AlarmActions, AlarmDescription, ComparisonOperator, Dimensions } = alarm;
  const { DatapointsToAlarm, EvaluationPeriods, MetricName, Namespace, Period, Statistic, Threshold } = alarm;
  return {
    ...{ AlarmName, ActionsEnabled, AlarmActions, AlarmDescription, ComparisonOperator, Dimensions },
    ...{ DatapointsToAlarm, EvaluationPeriods, MetricName, Namespace, Period, Statistic, Threshold },
    TreatMissingData: alarm.TreatMissingData,
  };
}
