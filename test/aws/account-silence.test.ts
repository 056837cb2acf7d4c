import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { CloudWatchAccountMetricAlarms } from '../../lib/aws/account-metric-alarms';
import { SchedulerAccountSchedules } from '../../lib/aws/account-schedules';
import { type Answer, answering, json } from './answering';

const REFUSED = json({ __type: 'AccessDeniedException', message: 'no' }, 403);

describe('alarms of CloudWatch', () => {
  function alarms(answer: (body: string) => Answer) {
    const { settings, sent } = answering(answer);
    return { port: new CloudWatchAccountMetricAlarms(new CloudWatchClient(settings)), sent };
  }

  test('are told with what they look at and call', async () => {
    const { port } = alarms(() =>
      json({
        MetricAlarms: [
          {
            AlarmName: 'a',
            ActionsEnabled: true,
            Namespace: 'AWS/Events',
            MetricName: 'MatchedEvents',
            Dimensions: [{ Name: 'RuleName', Value: 'r' }],
            Threshold: 3,
            AlarmActions: ['topic'],
          },
        ],
      }),
    );
    const [found] = await port.alarms(['a']);
    expect(JSON.parse(JSON.stringify(found))).toEqual({
      name: 'a',
      hasActions: true,
      described: {
        namespace: 'AWS/Events',
        metricName: 'MatchedEvents',
        dimensions: [{ name: 'RuleName', value: 'r' }],
        threshold: 3,
        alarmActions: ['topic'],
      },
    });
  });

  test('call nobody where AWS does not say that they do', async () => {
    const { port } = alarms(() => json({ MetricAlarms: [{ AlarmName: 'a' }] }));
    expect(await port.alarms(['a'])).toMatchObject([{ name: 'a', hasActions: false }]);
  });

  test('are asked for by a hundred names at a time', async () => {
    const { port, sent } = alarms(() => json({ MetricAlarms: [] }));
    await port.alarms(Array.from({ length: 201 }, (_, index) => `a${index}`));
    expect(sent.map((request) => JSON.parse(request.slice(request.indexOf('{'))).AlarmNames.length)).toEqual([
      100, 100, 1,
    ]);
  });

  test('that are refused are not seen', async () => {
    await expect(alarms(() => REFUSED).port.alarms(['a'])).rejects.toMatchObject({ code: 'AwsRefused' });
  });
});

describe('a schedule', () => {
  function schedule(answer: Answer) {
    const client = new SchedulerClient(answering(() => answer).settings);
    return new SchedulerAccountSchedules(() => client).schedule('hourly', 'eu-west-1');
  }

  test('is told with its target, without what it has by default', async () => {
    const found = await schedule(
      json({
        State: 'ENABLED',
        ScheduleExpression: 'rate(1 hour)',
        FlexibleTimeWindow: { Mode: 'OFF' },
        EndDate: 1767225600,
        Target: {
          Arn: 'bus',
          RoleArn: 'role',
          Input: '{}',
          EventBridgeParameters: { DetailType: 'canary', Source: 'mine' },
          RetryPolicy: { MaximumRetryAttempts: 185 },
        },
      }),
    );
    expect(found).toEqual({
      state: 'ENABLED',
      expression: 'rate(1 hour)',
      flexibleTimeWindow: 'OFF',
      target: { arn: 'bus', roleArn: 'role', source: 'mine', detailType: 'canary', detail: '{}' },
      key: undefined,
      begins: undefined,
      ends: '2026-01-01T00:00:00.000Z',
    });
  });

  test('that is not there is none, and one that is refused is not seen', async () => {
    expect(await schedule(json({ __type: 'ResourceNotFoundException', message: 'no' }, 404))).toBeUndefined();
    await expect(schedule(REFUSED)).rejects.toMatchObject({ code: 'AwsRefused' });
  });
});
