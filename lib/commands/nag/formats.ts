import type { ReportFiles } from '../../estate/report-files';
import { csvOf } from './csv';
import type { Format } from './format-names';
import { jsonOf } from './json';
import { junitOf } from './junit';
import { MARKER, markdownOf } from './markdown';
import type { NagReport } from './report';
import { sarifOf } from './sarif';

/** A report in every format. */
export function nagFiles(report: NagReport): ReportFiles<Format> {
  return {
    markdown: { name: 'nag.md', write: () => markdownOf(report), begins: new RegExp(`^${MARKER}`) },
    sarif: {
      name: 'nag.sarif',
      write: () => sarifOf(report),
      begins: /^\{\s*"\$schema": "[^"]*sarif[^"]*",[\s\S]{0,200}"name": "orgstrap nag"/,
    },
    junit: {
      name: 'nag.junit.xml',
      write: () => junitOf(report),
      begins: /^<\?xml [^>]*>\s*<testsuites name="orgstrap nag"/,
    },
    csv: { name: 'nag.csv', write: () => csvOf(report), begins: /^"status","severity","check","rule",/ },
    json: { name: 'nag.json', write: () => jsonOf(report), begins: /^\{\s*"version": \d+,\s*"orgstrap": "/ },
  };
}
