import { csvOf } from './csv';
import type { Format } from './format-names';
import { jsonOf } from './json';
import { junitOf } from './junit';
import { markdownOf } from './markdown';
import type { NagReport } from './report';
import { sarifOf } from './sarif';

interface Writer {
  /** What a file of that format is called in a folder. */
  readonly file: string;
  readonly write: (report: NagReport) => string;
}

const WRITERS: Readonly<Record<Format, Writer>> = {
  markdown: { file: 'nag.md', write: markdownOf },
  sarif: { file: 'nag.sarif', write: sarifOf },
  junit: { file: 'nag.junit.xml', write: junitOf },
  csv: { file: 'nag.csv', write: csvOf },
  json: { file: 'nag.json', write: jsonOf },
};

export function written(report: NagReport, format: Format): string {
  return WRITERS[format].write(report);
}

export function fileNameOf(format: Format): string {
  return WRITERS[format].file;
}
