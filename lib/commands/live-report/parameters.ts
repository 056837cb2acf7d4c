import { wholeNumber } from '../whole-number';

/** The formats of what `verify` and `doctor` find, by the names that the command line has for them. */
const LIVE_FORMATS = ['table', 'json', 'junit', 'sarif'] as const;

export type LiveFormat = (typeof LIVE_FORMATS)[number];

/** How somebody asks for a report. */
export interface ReportOptions {
  readonly format: readonly LiveFormat[];
  readonly out?: string;
  readonly json?: true;
}

/** The options of {@link ReportOptions}, the same for both commands. */
export const REPORT = {
  format: {
    syntax: '-f, --format <format...>',
    description: 'one or more formats',
    choices: LIVE_FORMATS,
    default: ['table'],
    defaultText: 'table',
  },
  out: {
    syntax: '-o, --out <path>',
    description: 'write a file, or a folder with a file for each format; stdout otherwise',
  },
  json: { syntax: '--json', description: 'the same as --format json', conflictsWith: 'format' },
} as const;

/** More at once would wait for connections. */
const MOST_AT_ONCE = 128;

/** `--concurrency N`, with the default that the help shows. */
export function atOnce(what: string, defaultText: string) {
  return {
    syntax: '--concurrency <number>',
    description: `how many ${what} at the same time, ${MOST_AT_ONCE} at most; fewer where AWS throttles (default: ${defaultText})`,
    read: wholeNumber(1, MOST_AT_ONCE),
  } as const;
}
