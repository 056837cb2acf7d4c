import { GetTopicAttributesCommand, paginateListSubscriptionsByTopic, type SNSClient } from '@aws-sdk/client-sns';
import { awsAnswer, isNamed } from './aws-answer';

/** Topics of SNS of one account, as its auditor role sees them. */
export interface AccountTopics {
  /** Undefined where there is no such topic. @param arn - of a topic of the home Region */
  topic(arn: string): Promise<FoundTopic | undefined>;
}

export interface FoundTopic {
  /** As JSON. */
  readonly policy: string;
  /** The key that encrypts what waits in it, as it was named: an ARN, an id or an alias. */
  readonly key: string | undefined;
  readonly subscriptions: readonly FoundSubscription[];
}

export interface FoundSubscription {
  readonly protocol: string;
  readonly endpoint: string;
  /** Whether whoever has the endpoint has agreed: until then nothing is sent there. */
  readonly isConfirmed: boolean;
}

/**
 * @see https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html
 * @see https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptionsByTopic.html
 */
export class SnsAccountTopics implements AccountTopics {
  constructor(private readonly client: SNSClient) {}

  async topic(arn: string): Promise<FoundTopic | undefined> {
    const sent = this.client.send(new GetTopicAttributesCommand({ TopicArn: arn })).catch((error: unknown) => {
      if (isNamed(error, 'NotFoundException', 'NotFound')) return undefined;
      throw error;
    });
    const found = await awsAnswer('sns:GetTopicAttributes', sent);
    if (found === undefined) return undefined;
    return {
      policy: found.Attributes?.Policy ?? '',
      // A topic that is encrypted no more may keep an empty name.
      key: found.Attributes?.KmsMasterKeyId || undefined,
      subscriptions: await awsAnswer('sns:ListSubscriptionsByTopic', this.subscriptions(arn)),
    };
  }

  private async subscriptions(arn: string): Promise<readonly FoundSubscription[]> {
    const found: FoundSubscription[] = [];
    for await (const page of paginateListSubscriptionsByTopic({ client: this.client }, { TopicArn: arn })) {
      for (const { Protocol: protocol = '', Endpoint: endpoint = '', SubscriptionArn: id = '' } of page.Subscriptions ??
        []) {
        if (id !== 'Deleted') found.push({ protocol, endpoint, isConfirmed: id !== 'PendingConfirmation' });
      }
    }
    return found;
  }
}
