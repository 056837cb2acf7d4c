import { timeSpan } from '../../../lib/commands/audit/time-span';

const NOW = new Date('2026-03-01T12:00:00Z');

function spanOf(since: string, until?: string) {
  const span = timeSpan(since, until, NOW);
  return [span.since, span.until].map((time) => time.toISOString());
}

describe('the time that an audit looks at', () => {
  test.each([
    ['30m', '2026-03-01T11:30:00.000Z'],
    ['24h', '2026-02-28T12:00:00.000Z'],
    ['90d', '2025-12-01T12:00:00.000Z'],
    ['2026-02-28', '2026-02-28T00:00:00.000Z'],
    ['2026-03-01T09:30Z', '2026-03-01T09:30:00.000Z'],
    ['2026-03-01T09:30:00.5+01:00', '2026-03-01T08:30:00.500Z'],
  ])('begins with %s, and lasts until now', (since, expected) => {
    expect(spanOf(since)).toEqual([expected, '2026-03-01T12:00:00.000Z']);
  });

  test('ends before now where --until says so, and never after', () => {
    expect(spanOf('24h', '12h')[1]).toBe('2026-03-01T00:00:00.000Z');
    expect(spanOf('24h', '2027-01-01')[1]).toBe(NOW.toISOString());
  });

  test.each([
    ['yesterday'],
    ['24'],
    ['24H'],
    ['1w'],
    ['-24h'],
    ['2026-03-01T09:30:00'],
    ['2026-02-30T25:00:00Z'],
    ['March 1, 2026'],
    [''],
  ])('does not begin with %p', (since) => {
    expect(() => spanOf(since)).toThrow(expect.objectContaining({ code: 'UnknownTime', exitStatus: 2 }));
  });

  test('is within what CloudTrail keeps', () => {
    expect(() => spanOf('91d')).toThrow(expect.objectContaining({ code: 'TooLongAgo' }));
    expect(() => spanOf('2025-12-01T11:59:59Z')).toThrow('--since 2025-12-01T11:59:59Z is more than 90 days ago');
  });

  test('is not empty', () => {
    expect(() => spanOf('1h', '2h')).toThrow(expect.objectContaining({ code: 'EmptySpan' }));
    expect(() => spanOf('1h', '1h')).toThrow(expect.objectContaining({ code: 'EmptySpan' }));
    expect(() => spanOf('2027-01-01')).toThrow(expect.objectContaining({ code: 'EmptySpan' }));
  });
});
