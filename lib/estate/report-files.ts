import { existsSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { EXIT, Failure } from '../domain/failure';
import { NOT_OURS, writeFiles } from './files';

/** A report in one format. */
interface ReportFile {
  /** What it is called in a folder. */
  readonly name: string;
  /** How such a report begins, whatever it says: a file that does may be written over. */
  readonly begins: RegExp;
  write(): string;
}

/** A report in each of its formats, by the names that the command line has for them. */
export type ReportFiles<Format extends string> = Readonly<Record<Format, ReportFile>>;

/** @throws Failure `FolderNeeded` before anything is looked at, where several formats would go to stdout */
export function distinctFormats<Format extends string>(
  given: readonly Format[],
  out: string | undefined,
): readonly Format[] {
  const formats = [...new Set(given)];
  if (formats.length < 2 || out !== undefined) return formats;
  throw new Failure(
    'FolderNeeded',
    `${formats.length} formats do not fit on stdout: name a folder for them with --out`,
    EXIT.unusable,
  );
}

/**
 * Writes a report in some formats and answers what goes to stdout: the report itself where no place is named, otherwise the paths.
 *
 * @throws Failure as `writeReports`
 */
export function deliveredReport<Format extends string>(
  report: ReportFiles<Format>,
  formats: readonly Format[],
  out: string | undefined,
): string {
  if (out === undefined) return formats.map((format) => report[format].write()).join('');
  return writeReports(report, formats, out)
    .map((path) => `${path}\n`)
    .join('');
}

/**
 * Writes a report in some formats, over earlier reports, and answers the paths. One format goes into the file that is named, unless
 * that is a folder or ends with `/`; several go into the folder. What is missing of the path is made.
 *
 * @throws Failure `NotOurs` where a file is no such report, in any format, before any is written; `CannotWrite`
 */
function writeReports<Format extends string>(
  report: ReportFiles<Format>,
  formats: readonly Format[],
  out: string,
): readonly string[] {
  const isFolder = formats.length > 1 || out.endsWith('/') || (existsSync(out) && statSync(out).isDirectory());
  const folder = isFolder ? out : dirname(out);
  const texts = formats.map((format) => [isFolder ? report[format].name : basename(out), report[format].write()]);
  const beginnings = Object.values<ReportFile>(report).map(({ begins }) => begins);
  const isReport = (text: string) => beginnings.some((begins) => begins.test(text));
  const files = writeFiles(Object.fromEntries(texts), folder, (_, text) => (isReport(text) ? undefined : NOT_OURS));
  return isFolder ? files : [out];
}
