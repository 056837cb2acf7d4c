import { accessSync, constants, existsSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { orCannotWrite } from '../../../lib/estate/files';
import type { Io } from '../../../lib/terminal/terminal';
import { htmlReport } from './html-report';
import { markdownReport } from './markdown-report';
import type { Outcome } from './outcome';
import { summary } from './summary';

/** The endings that a report may have, and how it is written then. */
const WRITERS = { '.html': htmlReport, '.md': markdownReport } as const;

/** What a file of a report must end with, as a message says it. */
export const REPORT_ENDINGS = Object.keys(WRITERS).join(' or ');

function writerOf(file: string): ((outcome: Outcome) => string) | undefined {
  return Object.entries(WRITERS).find(([ending]) => file.toLowerCase().endsWith(ending))?.[1];
}

/** Whether a report can be written into a file of this name. */
export function isReportFile(file: string): boolean {
  return writerOf(file) !== undefined;
}

/**
 * Looks whether files can be written, before minutes have gone into what is written there.
 *
 * @throws Failure `CannotWrite`
 */
export function mustBeWritable(files: readonly (string | undefined)[]): void {
  for (const file of files) {
    if (file === undefined) continue;
    orCannotWrite(file, () => accessSync(existsSync(file) ? file : dirname(resolve(file)), constants.W_OK));
  }
}

interface Presentation {
  /** All that was said of each claim, in place of the summary. @default - the summary */
  readonly verbose: (() => string) | undefined;
  /** Where all details go. @default - nowhere */
  readonly report: string | undefined;
}

/**
 * Shows what came of it, and writes the report.
 *
 * @throws Failure `CannotWrite`
 */
export function present(outcome: Outcome, io: Io, { verbose, report }: Presentation): void {
  io.stdout(`\n${verbose === undefined ? summary(outcome, io.isColoured) : verbose()}`);
  if (report === undefined) return;
  const text = writerOf(report)?.(outcome) ?? '';
  orCannotWrite(report, () => writeFileSync(report, text));
  io.stderr(`all details are in ${report}\n`);
}
