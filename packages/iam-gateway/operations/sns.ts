import { Malformed } from '../requests/refusals';
import type { Parameters } from '../requests/wire-request';
import type { QueryTable, RequiredPermission } from './table';
import { arnHere, type RequestPlace } from './table';

/**
 * Policies of topics are not asked: those that orgstrap makes let services in and refuse nobody of the account.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html
 */
export const SNS: QueryTable = {
  ...onTopic(['DeleteTopic', 'GetTopicAttributes', 'ListSubscriptionsByTopic', 'SetTopicAttributes']),
  // The permission is about the topic, whose ARN a subscription's begins with.
  Unsubscribe: (parameters, here) => {
    const [, topicArn = '', id = ''] = /^(.+):([0-9a-f-]{36})$/.exec(parameters.get('SubscriptionArn') ?? '') ?? [];
    if (id === '') throw new Malformed(`${JSON.stringify(parameters.get('SubscriptionArn'))} is no subscription`);
    return [{ action: 'sns:Unsubscribe', resource: topic(topicArn, here) }];
  },
};

function onTopic(operations: readonly string[]): QueryTable {
  return Object.fromEntries(
    operations.map((name) => [
      name,
      (parameters: Parameters, here: RequestPlace): readonly RequiredPermission[] => [
        { action: `sns:${name}`, resource: topic(parameters.get('TopicArn') ?? '', here) },
      ],
    ]),
  );
}

function topic(arn: string, here: RequestPlace): string {
  const start = arnHere(here, 'sns', '');
  if (!arn.startsWith(start) || !/^[\w-]{1,256}(\.fifo)?$/.test(arn.slice(start.length))) {
    throw new Malformed(`${JSON.stringify(arn)} is no topic of this account and Region`);
  }
  return arn;
}
