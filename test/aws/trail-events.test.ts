import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import type { Throttle } from '../../lib/aws/throttle';
import { CloudTrailTrailEvents } from '../../lib/aws/trail-events';
import { type Answer, answering, json } from './answering';

const SPAN = { since: new Date('2026-03-01T09:00:00Z'), until: new Date('2026-03-01T10:00:00Z') };

interface Request {
  readonly LookupAttributes: readonly object[];
  readonly StartTime: number;
  readonly EndTime: number;
  readonly MaxResults: number;
  readonly NextToken?: string;
}

function events(answer: (request: Request) => Answer) {
  const { settings, sent } = answering((request) => answer(JSON.parse(request.replace(/^\S+ /, ''))));
  const turns: number[] = [];
  const turn: Throttle = (call) => {
    turns.push(sent.length);
    return call();
  };
  const requests = (): readonly Request[] => sent.map((request) => JSON.parse(request.replace(/^\S+ /, '')));
  return { events: new CloudTrailTrailEvents(new CloudTrailClient(settings), turn), sent, turns, requests };
}

/** A history of so many events, one a second, in pages as large as they are asked for. */
function history(size: number) {
  return events(({ MaxResults: wanted, NextToken: token = '0' }) => {
    const from = Number(token);
    const to = Math.min(from + wanted, size);
    const page = Array.from({ length: to - from }, (_, index) => ({
      EventId: `${from + index}`,
      EventTime: SPAN.until.getTime() / 1000 - from - index,
      CloudTrailEvent: `{"eventID":"${from + index}"}`,
    }));
    return json({ Events: page, ...(to < size && { NextToken: String(to) }) });
  });
}

describe('the event history', () => {
  test('is asked for one attribute and a time', async () => {
    const { events: trail, requests, sent } = history(0);
    await trail.lookUp({ kind: 'assumptions', ...SPAN, limit: 20 });
    await trail.lookUp({ kind: 'changes', ...SPAN, limit: 1000 });
    const times = { StartTime: SPAN.since.getTime() / 1000, EndTime: SPAN.until.getTime() / 1000 };
    expect(requests()).toEqual([
      { LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'AssumeRole' }], ...times, MaxResults: 20 },
      { LookupAttributes: [{ AttributeKey: 'ReadOnly', AttributeValue: 'false' }], ...times, MaxResults: 50 },
    ]);
    expect(sent[0]).toMatch(/\.LookupEvents /);
  });

  test('is read over all pages, each in its turn', async () => {
    const { events: trail, turns } = history(120);
    const { events: found, stoppedAt } = await trail.lookUp({ kind: 'changes', ...SPAN, limit: 1000 });
    expect(found.map(({ record }) => record)).toHaveLength(120);
    expect(found.at(-1)?.record).toBe('{"eventID":"119"}');
    expect(stoppedAt).toBeUndefined();
    expect(turns).toEqual([0, 1, 2]);
  });

  test('is left at the limit, which says how far it came', async () => {
    const { events: trail, requests } = history(120);
    const { events: found, stoppedAt } = await trail.lookUp({ kind: 'changes', ...SPAN, limit: 60 });
    expect(found).toHaveLength(60);
    expect(stoppedAt).toEqual(new Date(SPAN.until.getTime() - 59_000));
    expect(requests().map(({ MaxResults: wanted }) => wanted)).toEqual([50, 10]);
  });

  test('that ends at the limit is all there is', async () => {
    const { stoppedAt } = await history(60).events.lookUp({ kind: 'changes', ...SPAN, limit: 60 });
    expect(stoppedAt).toBeUndefined();
  });

  test('goes on after a page on which there is nothing', async () => {
    const { events: trail } = events(({ NextToken: token }) =>
      json(token === undefined ? { NextToken: 'next' } : { Events: [{ CloudTrailEvent: '{}' }] }),
    );
    expect((await trail.lookUp({ kind: 'changes', ...SPAN, limit: 9 })).events).toHaveLength(1);
  });

  test('has the records with the resources that CloudTrail names', async () => {
    const resources = [{ ResourceType: 'AWS::S3::Bucket', ResourceName: 'app-data' }, { ResourceType: 'x' }];
    const { events: trail } = events(() =>
      json({ Events: [{ CloudTrailEvent: '{}', Resources: resources }, { EventId: 'no record' }] }),
    );
    expect((await trail.lookUp({ kind: 'changes', ...SPAN, limit: 9 })).events).toEqual([
      { record: '{}', resources: ['app-data'] },
    ]);
  });

  test.each([
    ['AccessDeniedException', 'AwsRefused', 'AWS refuses cloudtrail:LookupEvents'],
    ['ThrottlingException', 'TooManyLookups', 'two lookups a second'],
  ])('is not to be had where CloudTrail answers %s', async (type, code, message) => {
    const { events: trail } = events(() => json({ __type: type, message: 'no' }, 400));
    await expect(trail.lookUp({ kind: 'changes', ...SPAN, limit: 9 })).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });
});
