import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EXIT, Failure } from '../../domain/failure';
import type { Format } from './format-names';
import { fileNameOf, written } from './formats';
import type { NagReport } from './report';

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
