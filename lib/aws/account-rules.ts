import {
  DescribeEventBusCommand,
  DescribeRuleCommand,
  type EventBridgeClient,
  ListTargetsByRuleCommand,
  type Target,
} from '@aws-sdk/client-eventbridge';
import { awsAnswer, isNamed } from './aws-answer';

/** Buses and rules of EventBridge of one account, as its auditor role sees them. */
export interface AccountRules {
  /** The policy of a bus of the home Region, as JSON; empty where it has none. Undefined where there is no such bus. */
  busPolicy(bus: string): Promise<string | undefined>;
  /** The key with which EventBridge encrypts the rules of the default bus of a Region; undefined where it is AWS's own. */
  defaultBusKey(region: string): Promise<string | undefined>;
  /** Undefined where there is no such rule. */
  rule(asked: AskedRule): Promise<FoundRule | undefined>;
}

export interface AskedRule {
  readonly name: string;
  readonly region: string;
  /** @default - the account's own */
  readonly bus?: string;
}

export interface FoundRule {
  readonly state: string;
  /** What it matches, as JSON. */
  readonly pattern: string;
  readonly targets: readonly FoundTarget[];
}

export interface FoundTarget {
  readonly id: string;
  readonly arn: string;
  readonly roleArn?: string;
  readonly inputTransformer?: {
    readonly inputPathsMap: Readonly<Record<string, string>>;
    readonly inputTemplate: string;
  };
  /** The names of further settings, of which orgstrap writes none. */
  readonly more?: readonly string[];
}

/**
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeEventBus.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeRule.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListTargetsByRule.html
 */
export class EventBridgeAccountRules implements AccountRules {
  constructor(
    private readonly homeRegion: string,
    private readonly clientIn: (region: string) => EventBridgeClient,
  ) {}

  async busPolicy(bus: string): Promise<string | undefined> {
    const sent = ifThere(this.clientIn(this.homeRegion).send(new DescribeEventBusCommand({ Name: bus })));
    const found = await awsAnswer('events:DescribeEventBus', sent);
    return found && (found.Policy ?? '');
  }

  async defaultBusKey(region: string): Promise<string | undefined> {
    const sent = this.clientIn(region).send(new DescribeEventBusCommand({}));
    const { KmsKeyIdentifier: key } = await awsAnswer('events:DescribeEventBus', sent);
    return key === '' ? undefined : key;
  }

  async rule({ name, region, bus }: AskedRule): Promise<FoundRule | undefined> {
    const client = this.clientIn(region);
    const sent = ifThere(client.send(new DescribeRuleCommand({ Name: name, EventBusName: bus })));
    const found = await awsAnswer('events:DescribeRule', sent);
    if (found === undefined) return undefined;
    // A rule has five targets at most, and one page has a hundred.
    const request = new ListTargetsByRuleCommand({ Rule: name, EventBusName: bus });
    const { Targets: targets = [] } = await awsAnswer('events:ListTargetsByRule', client.send(request));
    return { state: found.State ?? '', pattern: found.EventPattern ?? '', targets: targets.map(foundTarget) };
  }
}

function ifThere<Answer>(sent: Promise<Answer>): Promise<Answer | undefined> {
  return sent.catch((error: unknown) => {
    if (isNamed(error, 'ResourceNotFoundException')) return undefined;
    throw error;
  });
}

function foundTarget({ Id: id, Arn: arn, RoleArn: roleArn, InputTransformer: input, ...others }: Target): FoundTarget {
  const more = Object.entries(others).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  return {
    id: id ?? '',
    arn: arn ?? '',
    ...(roleArn !== undefined && { roleArn }),
    ...(input && {
      inputTransformer: { inputPathsMap: input.InputPathsMap ?? {}, inputTemplate: input.InputTemplate ?? '' },
    }),
    ...(more.length > 0 && { more }),
  };
}
