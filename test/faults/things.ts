import { type FakeThings, ruleId } from '../commands/verify/fake-terraform-account';
import type { Call, Wire } from './calls';

type Result = { readonly [name: string]: Wire };

/** What KMS, EventBridge and SNS answer; undefined for what is not there. */
export function answerAboutThing(
  { operation, region, parameters: given }: Call,
  things: FakeThings,
): Result | undefined {
  const key = [...things.keys].flatMap(([alias, found]) =>
    !(found instanceof Error) && [alias, found.arn].includes(given.KeyId ?? '') ? [found] : [],
  )[0];
  const { busPolicy, topic } = things;
  switch (operation) {
    case 'kms:DescribeKey':
      return key && { KeyMetadata: { KeyId: key.arn, Arn: key.arn, KeyState: key.state } };
    case 'kms:GetKeyPolicy':
      return key && { Policy: key.policy };
    case 'kms:GetKeyRotationStatus':
      return key && { KeyRotationEnabled: key.isRotated };
    case 'events:DescribeEventBus':
      if (given.Name === undefined) return { Name: 'default' };
      return typeof busPolicy === 'string' ? { Name: given.Name ?? '', Policy: busPolicy } : undefined;
    case 'events:DescribeRule': {
      const rule = ruleOf(things, given.Name, given.EventBusName);
      return rule && { Name: given.Name ?? '', State: rule.state, EventPattern: rule.pattern };
    }
    case 'events:ListTargetsByRule': {
      const targets = ruleOf(things, given.Rule, given.EventBusName)?.targets ?? [];
      return {
        Targets: targets.map(({ id, arn, roleArn, inputTransformer: input }) => ({
          Id: id,
          Arn: arn,
          ...(roleArn !== undefined && { RoleArn: roleArn }),
          ...(input && {
            InputTransformer: { InputPathsMap: input.inputPathsMap, InputTemplate: input.inputTemplate },
          }),
        })),
      };
    }
    case 'sns:GetTopicAttributes':
      if (topic === undefined || topic instanceof Error) return undefined;
      return { Attributes: { entry: [entry('Policy', topic.policy), entry('KmsMasterKeyId', topic.key ?? '')] } };
    case 'sns:ListSubscriptionsByTopic':
      if (topic === undefined || topic instanceof Error) return undefined;
      return {
        Subscriptions: topic.subscriptions.map(({ protocol, endpoint }) => ({
          Protocol: protocol,
          Endpoint: endpoint,
          SubscriptionArn: `${given.TopicArn}:12345678-1234-1234-1234-123456789012`,
        })),
      };
    case 'scheduler:GetSchedule':
      return scheduleOf(things, region);
    case 'monitoring:DescribeAlarms':
      return { MetricAlarms: alarmsOf(things) };
    default:
      return undefined;
  }
}

function scheduleOf({ schedules }: FakeThings, region: string): Result | undefined {
  const found = schedules.get(region);
  if (found === undefined || found instanceof Error) return undefined;
  const { arn, roleArn, source = '', detailType = '', detail = '' } = found.target;
  return {
    State: found.state,
    ScheduleExpression: found.expression,
    FlexibleTimeWindow: { Mode: found.flexibleTimeWindow },
    Target: {
      Arn: arn,
      RoleArn: roleArn,
      Input: detail,
      EventBridgeParameters: { DetailType: detailType, Source: source },
    },
  };
}

function alarmsOf({ metricAlarms }: FakeThings): readonly Result[] {
  if (metricAlarms instanceof Error) return [];
  return metricAlarms.map(({ name, hasActions, described }) => ({
    AlarmName: name,
    ActionsEnabled: hasActions,
    ...Object.fromEntries(
      Object.entries(described).map(([key, value]) => [`${key.slice(0, 1).toUpperCase()}${key.slice(1)}`, value]),
    ),
    Dimensions: JSON.parse(
      JSON.stringify(described.dimensions).replaceAll('"name"', '"Name"').replaceAll('"value"', '"Value"'),
    ),
  }));
}

function entry(key: string, value: string): Wire {
  return { key, value };
}

/** The rules of all Regions are alike: a call does not tell its Region here. */
function ruleOf({ rules }: FakeThings, name = '', bus?: string) {
  const found = rules.get(ruleId({ region: 'eu-west-1', name, ...(bus !== undefined && { bus }) }));
  return found instanceof Error ? undefined : found;
}
