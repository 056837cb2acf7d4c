import {
  type CloudTrailClient,
  type Event,
  type LookupAttribute,
  LookupEventsCommand,
  type LookupEventsCommandOutput,
} from '@aws-sdk/client-cloudtrail';
import { EXIT, Failure } from '../domain/failure';
import { awsAnswer, isNamed } from './aws-answer';
import type { Throttle } from './throttle';

/**
 * The event history of one account in one Region: what CloudTrail recorded of management events in the last 90 days,
 * whether there is a trail or not.
 */
export interface TrailEvents {
  lookUp(wanted: WantedEvents): Promise<FoundEvents>;
}

export interface WantedEvents {
  readonly kind: EventKind;
  readonly since: Date;
  readonly until: Date;
  /** After so many events it stops. */
  readonly limit: number;
}

/** Calls of `sts:AssumeRole`, which count as reading; or everything that does not only read. */
export type EventKind = 'assumptions' | 'changes';

export interface FoundEvents {
  /** The most recent first. */
  readonly events: readonly RecordedEvent[];
  /** The time of the oldest of them, where the limit was reached and there are older ones. */
  readonly stoppedAt?: Date;
}

export interface RecordedEvent {
  /** The record of CloudTrail, as JSON. */
  readonly record: string;
  /** The names of the resources that CloudTrail found in it. */
  readonly resources: readonly string[];
}

/** The most that CloudTrail gives at once. */
const PAGE = 50;

/** CloudTrail takes one attribute in a call. The name of a role's session is nobody's user name, so it cannot be asked for. */
const ATTRIBUTES: Readonly<Record<EventKind, LookupAttribute>> = {
  assumptions: { AttributeKey: 'EventName', AttributeValue: 'AssumeRole' },
  changes: { AttributeKey: 'ReadOnly', AttributeValue: 'false' },
};

/**
 * CloudTrail allows two calls a second for each account and Region, over all callers.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
 */
export class CloudTrailTrailEvents implements TrailEvents {
  constructor(
    private readonly client: CloudTrailClient,
    private readonly throttle: Throttle,
  ) {}

  async lookUp(wanted: WantedEvents): Promise<FoundEvents> {
    const found: Event[] = [];
    let token: string | undefined;
    do {
      const page = await this.throttle(() => this.page(wanted, wanted.limit - found.length, token));
      found.push(...(page.Events ?? []));
      token = page.NextToken;
    } while (token !== undefined && found.length < wanted.limit);
    const oldest = token === undefined ? undefined : found.at(-1)?.EventTime;
    return { events: found.flatMap(eventOf), ...(oldest && { stoppedAt: oldest }) };
  }

  private page(
    { kind, since, until }: WantedEvents,
    rest: number,
    token: string | undefined,
  ): Promise<LookupEventsCommandOutput> {
    const request = new LookupEventsCommand({
      LookupAttributes: [ATTRIBUTES[kind]],
      StartTime: since,
      EndTime: until,
      MaxResults: Math.min(PAGE, rest),
      ...(token !== undefined && { NextToken: token }),
    });
    return awsAnswer('cloudtrail:LookupEvents', unlessTooMany(this.client.send(request)));
  }
}

/** The SDK has tried often enough by now. */
async function unlessTooMany<Answer>(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    if (!isNamed(error, 'ThrottlingException')) throw error;
    throw new Failure(
      'TooManyLookups',
      'CloudTrail allows two lookups a second in an account and Region, and somebody else is looking, too; run this again in a minute',
      EXIT.incomplete,
    );
  }
}

function eventOf({ CloudTrailEvent: record, Resources: resources }: Event): readonly RecordedEvent[] {
  if (record === undefined) return [];
  return [{ record, resources: (resources ?? []).flatMap(({ ResourceName: name }) => name ?? []) }];
}
