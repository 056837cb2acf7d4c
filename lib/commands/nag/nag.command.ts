import { EXIT, Failure } from '../../domain/failure';
import type { Severity } from '../../domain/template-finding';
import { CONFIG, command } from '../command';
import { FORMATS, type Format } from './format-names';

interface NagOptions {
  readonly config: string;
  readonly format: readonly Format[];
  readonly out?: string;
  readonly failOn: Exclude<Severity, 'note'> | 'none';
  readonly acknowledged: boolean;
}

/** `orgstrap nag`: what the checks of every template say, as a report for people and for CI; it asks AWS nothing. */
export const nagCommand = command<NagOptions>({
  name: 'nag',
  description:
    'Report what every check says about every template, the member templates included, and what is acknowledged ' +
    'with which reason. Asks AWS nothing.',
  parameters: {
    config: CONFIG,
    format: {
      syntax: '-f, --format <format...>',
      description: 'one or more formats',
      choices: FORMATS,
      default: ['markdown'],
      defaultText: 'markdown',
    },
    out: {
      syntax: '-o, --out <path>',
      description: 'write a file, or a folder with a file for each format; stdout otherwise',
    },
    failOn: {
      syntax: '--fail-on <severity>',
      description: 'end with 1 where there is an open finding of that severity or a worse one',
      choices: ['error', 'warning', 'none'],
      default: 'warning',
      defaultText: 'warning, as cdk deploy does',
    },
    acknowledged: {
      syntax: '--no-acknowledged',
      description: 'leave out the acknowledged findings: GitHub shows those of a SARIF file as open',
      default: true,
    },
  },
  examples: [
    'orgstrap nag',
    'orgstrap nag --format sarif --no-acknowledged --out nag.sarif',
    'orgstrap nag --format sarif junit csv markdown json --out reports/ --fail-on error',
  ],
  run: async ({ config: file, format, out, failOn, acknowledged }, { io, root, checkResults }) => {
    const formats = [...new Set(format)];
    if (formats.length > 1 && out === undefined) {
      throw new Failure(
        'FolderNeeded',
        `${formats.length} formats do not fit on stdout: name a folder for them with --out`,
        EXIT.unusable,
      );
    }
    const { usableConfig } = await import('../usable-config');
    const { packageVersion } = await import('../../policies/policies-folder');
    const { written } = await import('./formats');
    const { hasAtLeast, nagReport, summaryOf } = await import('./report');
    const { writeReports } = await import('./formats');
    const results = await checkResults(usableConfig(file, io.isColoured));
    const all = nagReport(results, { version: packageVersion(), config: file, root });
    const report = acknowledged ? all : { ...all, acknowledged: [] };
    const texts = out === undefined ? formats.map((one) => written(report, one)) : [];
    const files = out === undefined ? [] : writeReports(report, formats, out);
    io.stdout([...texts, ...files.map((path) => `${path}\n`)].join(''));
    io.stderr(`orgstrap nag: ${summaryOf(all)}\n`);
    // Checks that could not run are as bad as the worst finding.
    return failOn !== 'none' && hasAtLeast(all, failOn) ? EXIT.failed : EXIT.done;
  },
});
