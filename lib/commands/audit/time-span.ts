import { EXIT, Failure } from '../../domain/failure';

/** The time whose events are read, both ends included. */
export interface TimeSpan {
  readonly since: Date;
  readonly until: Date;
}

const MILLISECONDS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** CloudTrail keeps no more in the event history. */
const HISTORY_DAYS = 90;

/** With the zone, or a day of UTC: the reader and the person who made the change may be in different zones. */
const ISO_TIME = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?$/;

/**
 * The time between two options, each so long ago (`30m`, `24h`, `7d`) or a time in ISO form.
 *
 * @param until - now, where it is undefined or in the future
 * @throws Failure `UnknownTime`; `TooLongAgo` for more than 90 days; `EmptySpan`
 */
export function timeSpan(since: string, until: string | undefined, now: Date): TimeSpan {
  const end = until === undefined ? now : timeOf('--until', until, now);
  const span = { since: timeOf('--since', since, now), until: end > now ? now : end };
  if (span.since.getTime() < now.getTime() - HISTORY_DAYS * MILLISECONDS.d) {
    throw new Failure(
      'TooLongAgo',
      `--since ${since} is more than ${HISTORY_DAYS} days ago, which is what CloudTrail keeps in the event history; ask the files of a trail (docs/audit.md)`,
      EXIT.unusable,
    );
  }
  if (span.since >= span.until) {
    throw new Failure(
      'EmptySpan',
      `there is no time between ${span.since.toISOString()} and ${span.until.toISOString()}; give a --since that is before --until`,
      EXIT.unusable,
    );
  }
  return span;
}

function timeOf(option: string, text: string, now: Date): Date {
  const [, count = '', unit = ''] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
  if (isUnit(unit)) return new Date(now.getTime() - Number(count) * MILLISECONDS[unit]);
  const time = new Date(ISO_TIME.test(text) ? text : Number.NaN);
  if (!Number.isNaN(time.getTime())) return time;
  throw new Failure(
    'UnknownTime',
    `${option} ${text} is no time; expected 30m, 24h or 7d ago, or a time like 2026-03-01T09:30:00Z`,
    EXIT.unusable,
  );
}

function isUnit(text: string): text is keyof typeof MILLISECONDS {
  return Object.hasOwn(MILLISECONDS, text);
}
