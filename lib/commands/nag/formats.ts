import { existsSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { NOT_OURS, writeFiles } from '../../estate/files';
import { csvOf } from './csv';
import type { Format } from './format-names';
import { jsonOf } from './json';
import { junitOf } from './junit';
import { MARKER, markdownOf } from './markdown';
import type { NagReport } from './report';
import { sarifOf } from './sarif';

/**
 * Writes a report in some formats, over earlier reports, and answers the paths. One format goes into the file that is named, unless
 * that is a folder or ends with `/`; several go into the folder. What is missing of the path is made.
 *
 * @throws Failure `NotOurs` where a file is no report of orgstrap, before any is written; `CannotWrite`
 */
export function writeReports(report: NagReport, formats: readonly Format[], out: string): readonly string[] {
  const isFolder = formats.length > 1 || out.endsWith('/') || (existsSync(out) && statSync(out).isDirectory());
  const folder = isFolder ? out : dirname(out);
  const texts = formats.map((format) => [isFolder ? fileNameOf(format) : basename(out), written(report, format)]);
  const files = writeFiles(Object.fromEntries(texts), folder, (_, text) => (isReport(text) ? undefined : NOT_OURS));
  return isFolder ? files : [out];
}

interface Writer {
  /** What a file of that format is called in a folder. */
  readonly file: string;
  readonly write: (report: NagReport) => string;
  /** How such a report begins. */
  readonly begins: RegExp;
}

const WRITERS: Readonly<Record<Format, Writer>> = {
  markdown: { file: 'nag.md', write: markdownOf, begins: new RegExp(`^${MARKER}`) },
  sarif: {
    file: 'nag.sarif',
    write: sarifOf,
    begins: /^\{\s*"\$schema": "[^"]*sarif[^"]*",[\s\S]{0,200}"name": "orgstrap nag"/,
  },
  junit: { file: 'nag.junit.xml', write: junitOf, begins: /^<\?xml [^>]*>\s*<testsuites name="orgstrap nag"/ },
  csv: { file: 'nag.csv', write: csvOf, begins: /^"status","severity","check","rule",/ },
  json: { file: 'nag.json', write: jsonOf, begins: /^\{\s*"version": \d+,\s*"orgstrap": "/ },
};

/** Whether a text is a report that orgstrap wrote, in any format. */
function isReport(text: string): boolean {
  return Object.values(WRITERS).some(({ begins }) => begins.test(text));
}

export function written(report: NagReport, format: Format): string {
  return WRITERS[format].write(report);
}

export function fileNameOf(format: Format): string {
  return WRITERS[format].file;
}
