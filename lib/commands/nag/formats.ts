import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EXIT, Failure } from '../../domain/failure';
import { csvOf } from './csv';
import type { Format } from './format-names';
import { jsonOf } from './json';
import { junitOf } from './junit';
import { markdownOf } from './markdown';
import type { NagReport } from './report';
import { sarifOf } from './sarif';

/**
 * Writes a report in some formats, and answers the paths. One format goes into the file that is named, unless that is a
 * folder or ends with `/`; several go into the folder. What is missing of the path is made.
 *
 * @throws Failure `CannotWrite` where the path cannot be written.
 */
export function writeReports(report: NagReport, formats: readonly Format[], out: string): readonly string[] {
  const isFolder = formats.length > 1 || out.endsWith('/') || (existsSync(out) && statSync(out).isDirectory());
  return formats.map((format) => {
    const file = isFolder ? join(out, fileNameOf(format)) : out;
    try {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, written(report, format));
    } catch (cause) {
      throw new Failure(
        'CannotWrite',
        `${file} cannot be written: ${cause instanceof Error ? cause.message : cause}; name another path with --out`,
        EXIT.unusable,
      );
    }
    return file;
  });
}

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
