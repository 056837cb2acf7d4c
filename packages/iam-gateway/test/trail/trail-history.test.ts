import { lookupAnswer, lookupIn } from '../../trail/lookup-call';
import type { ObservedCall } from '../../trail/observed-call';
import { recordsOf } from '../../trail/records-of-call';
import { TrailHistory } from '../../trail/trail-history';
import type { TrailRecord } from '../../trail/trail-record';
import { userIdentityOf } from '../../trail/user-identity';
import { form, json, s3 } from '../gateway/support/calls';
import { CI_ROLE, ELSEWHERE, HERE } from '../gateway/support/stored';
import { begun, observed, ROLE_ELSEWHERE, RUN, USER } from './observed';

const minute = (minutes: number) => new Date(Date.UTC(2026, 10, 21, 9, minutes));

function calls(...all: readonly Partial<ObservedCall>[]): TrailHistory {
  const trail = new TrailHistory();
  for (const [minutes, call] of all.entries()) trail.add(...recordsOf(observed({ at: minute(minutes), ...call })));
  return trail;
}

const queue = (QueueName: string) => json('sqs', 'CreateQueue', { QueueName });
const assume = form('sts', 'AssumeRole', { RoleArn: ROLE_ELSEWHERE, RoleSessionName: 'run' });

const history = calls(
  { call: queue('a') },
  { call: json('sqs', 'GetQueueUrl', { QueueName: 'a' }), caller: RUN },
  { call: form('iam', 'CreateUser', { UserName: 'bob' }) },
  { call: assume, caller: RUN, answer: begun(ROLE_ELSEWHERE) },
  { call: s3('GET', '/states/a') },
  { call: s3('DELETE', '/states') },
  { call: queue('b'), region: 'us-east-1' },
);

function found(input: Readonly<Record<string, unknown>>, account = HERE, region = 'eu-west-1', trail = history) {
  return trail.lookUp(lookupIn(input, account, region)).records.map(({ eventName }) => eventName);
}
const by = (AttributeKey: string, AttributeValue: string) => ({ LookupAttributes: [{ AttributeKey, AttributeValue }] });

test('it keeps what it is given, in order', () => {
  expect(history.records.map(({ eventName }) => eventName)).toEqual([
    'CreateQueue',
    'GetQueueUrl',
    'CreateUser',
    'AssumeRole',
    'AssumeRole',
    'GetObject',
    'DeleteBucket',
    'CreateQueue',
  ]);
});

describe('of the event history', () => {
  test('there are management events of one account and Region, the most recent first', () => {
    expect(found({})).toEqual(['DeleteBucket', 'AssumeRole', 'GetQueueUrl', 'CreateQueue']);
    expect(found({}, HERE, 'us-east-1')).toEqual(['CreateQueue', 'CreateUser']);
    expect(found({}, ELSEWHERE)).toEqual(['AssumeRole']);
    expect(found({}, '555555555555')).toEqual([]);
  });

  test('what was recorded later is more recent than what has the same time', () => {
    const at = minute(0);
    const trail = calls({ call: queue('a'), at }, { call: form('sts', 'GetCallerIdentity', {}), at });
    expect(found({}, HERE, 'eu-west-1', trail)).toEqual(['GetCallerIdentity', 'CreateQueue']);
  });

  test.each<readonly [string, object, readonly string[]]>([
    ['its name', by('EventName', 'AssumeRole'), ['AssumeRole']],
    ['its source', by('EventSource', 'sqs.amazonaws.com'), ['GetQueueUrl', 'CreateQueue']],
    ['whether it only read', by('ReadOnly', 'false'), ['DeleteBucket', 'CreateQueue']],
    ['the name of a user', by('Username', 'ann'), ['DeleteBucket', 'CreateQueue']],
    ['the name of a session', by('Username', 'run'), ['AssumeRole', 'GetQueueUrl']],
    ['a key', by('AccessKeyId', 'ASIAIOSFODNN7EXAMPLE'), ['AssumeRole', 'GetQueueUrl']],
    ['a resource', by('ResourceName', ROLE_ELSEWHERE), ['AssumeRole']],
    ['a type of resources', by('ResourceType', 'AWS::S3::Bucket'), ['DeleteBucket']],
    ['its id', by('EventId', history.records[0]?.eventID ?? ''), ['CreateQueue']],
    ['nothing that is there', by('EventName', 'assumerole'), []],
  ])('one finds an event by %s', (_, input, expected) => {
    expect(found({ ...input })).toEqual(expected);
  });

  test('both ends of the time are within it', () => {
    const [StartTime, EndTime] = [minute(1).getTime() / 1000, minute(3).getTime() / 1000];
    expect(found({ StartTime, EndTime })).toEqual(['AssumeRole', 'GetQueueUrl']);
    expect(found({ StartTime: StartTime + 1, EndTime: EndTime - 1 })).toEqual([]);
  });

  test('a record of a second is within a time that begins in that second', () => {
    expect(found({ StartTime: minute(5).getTime() / 1000 + 0.5 })).toEqual(['DeleteBucket']);
  });

  test('pages follow one another, whatever is recorded meanwhile', () => {
    const trail = calls({ call: queue('1') }, { call: queue('2') }, { call: queue('3') });
    const names = (records: readonly TrailRecord[]) => records.map((record) => record.requestParameters?.queueName);
    const first = trail.lookUp(lookupIn({ MaxResults: 2 }, HERE, 'eu-west-1'));
    trail.add(...recordsOf(observed({ call: queue('4'), at: minute(9) })));
    const second = trail.lookUp(lookupIn({ MaxResults: 2, NextToken: first.next }, HERE, 'eu-west-1'));
    expect([names(first.records), names(second.records), second.next]).toEqual([['3', '2'], ['1'], undefined]);
  });

  test.each<readonly [string, Readonly<Record<string, unknown>>, string]>([
    ['a token of nobody', { NextToken: 'x' }, 'InvalidNextTokenException'],
    ['a token that is no text', { NextToken: 1 }, 'InvalidNextTokenException'],
    [
      'a token of another question',
      { NextToken: tokenOfOne(), ...by('ReadOnly', 'false') },
      'InvalidNextTokenException',
    ],
    ['more than a page', { MaxResults: 51 }, 'InvalidMaxResultsException'],
    ['less than one', { MaxResults: 0 }, 'InvalidMaxResultsException'],
    ['an attribute that there is not', by('Role', 'x'), 'InvalidLookupAttributesException'],
    [
      'two attributes',
      { LookupAttributes: [by('ReadOnly', 'true'), by('ReadOnly', 'false')].flatMap((each) => each.LookupAttributes) },
      'InvalidLookupAttributesException',
    ],
    ['a time that ends before it begins', { StartTime: 2, EndTime: 1 }, 'InvalidTimeRangeException'],
    ['a time that is none', { StartTime: 'now' }, 'InvalidTimeRangeException'],
  ])('it refuses %s', (_, input, code) => {
    expect(() => found(input)).toThrow(expect.objectContaining({ code }));
  });

  test('its answer has the record as text', () => {
    const [record] = recordsOf(observed({ call: s3('DELETE', '/states'), at: minute(0) }));
    if (record === undefined) throw new Error('no record');
    expect(lookupAnswer({ records: [record], next: 'more' })).toEqual({
      Events: [
        {
          EventId: record.eventID,
          EventName: 'DeleteBucket',
          ReadOnly: 'false',
          AccessKeyId: 'AKIAIOSFODNN7EXAMPLE',
          EventTime: minute(0).getTime() / 1000,
          EventSource: 's3.amazonaws.com',
          Username: 'ann',
          Resources: [{ ResourceType: 'AWS::S3::Bucket', ResourceName: 'states' }],
          CloudTrailEvent: JSON.stringify(record),
        },
      ],
      NextToken: 'more',
    });
  });
});

function tokenOfOne(): string | undefined {
  return history.lookUp(lookupIn({ MaxResults: 1 }, HERE, 'eu-west-1')).next;
}

describe('of a key', () => {
  test('it knows when its session began', () => {
    const trail = calls({ call: assume, answer: begun(ROLE_ELSEWHERE) });
    expect(trail.sessionStart('ASIANEWNEWNEWNEWNEWN')).toBe('2026-11-21T09:00:00Z');
  });

  test('whose beginning did not go by, it knows what it did first', () => {
    const trail = calls({ caller: RUN }, { caller: RUN });
    expect(trail.sessionStart('ASIAIOSFODNN7EXAMPLE')).toBe('2026-11-21T09:00:00Z');
    expect(trail.sessionStart('ASIANOBODYNOBODYNOBO')).toBeUndefined();
  });

  test('it knows who has called with it', () => {
    const trail = calls({ caller: USER }, { caller: RUN, call: assume, answer: begun(CI_ROLE) });
    expect(trail.callerWith('ASIAIOSFODNN7EXAMPLE')).toEqual(userIdentityOf(RUN));
    expect(trail.callerWith('ASIANEWNEWNEWNEWNEWN')).toBeUndefined();
  });
});
