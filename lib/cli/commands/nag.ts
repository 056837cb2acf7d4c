import { Command, Option } from 'commander';
import { EXIT, type ExitStatus, Failure } from '../../domain/failure';
import type { OrgConfig } from '../../domain/org-config';
import type { CheckResults, Severity } from '../../domain/template-finding';
import { FORMATS, type Format, written } from '../../operations/nag/formats';
import { hasAtLeast, type NagReport, nagReport, summaryOf } from '../../operations/nag/report';
import { writeReports } from '../../operations/nag/write-reports';
import type { CliCommand } from '../command';
import { configOption } from '../options';
import { usableConfig } from '../usable-config';

/** What the report is made with. */
export interface Nagging {
  /** Runs every check over every template, and fails on no finding. */
  check(config: OrgConfig): Promise<CheckResults>;
  /** The version of orgstrap. */
  version(): string;
  /** The folder of the repository, which the places in a report are relative to. */
  readonly root: string;
}

interface NagOptions {
  readonly config: string;
  readonly format: readonly Format[];
  readonly out?: string;
  readonly failOn: Severity | 'none';
  readonly acknowledged: boolean;
}

/** `orgstrap nag`: what the checks of every template say, as a report for people and for CI; it asks AWS nothing. */
export function nagCommand(serviceNames: () => readonly string[], { check, version, root }: Nagging): CliCommand {
  return ({ io, finish }) =>
    new Command('nag')
      .description(
        'Report what every check says about every template, the member templates included, and what is acknowledged ' +
          'with which reason. Asks AWS nothing.',
      )
      .addOption(configOption())
      .addOption(formatOption())
      .option('-o, --out <path>', 'write a file, or a folder with a file for each format; stdout otherwise')
      .addOption(
        new Option('--fail-on <severity>', 'end with 1 where there is an open finding of that severity or a worse one')
          .choices(['error', 'warning', 'none'])
          .default('warning', 'warning, as cdk deploy does'),
      )
      .option('--no-acknowledged', 'leave out the acknowledged findings: GitHub shows those of a SARIF file as open')
      .addHelpText('after', EXAMPLES)
      .action(async ({ config: file, format, out, failOn, acknowledged }: NagOptions) => {
        const formats = [...new Set(format)];
        if (formats.length > 1 && out === undefined) {
          throw new Failure(
            'FolderNeeded',
            `${formats.length} formats do not fit on stdout: name a folder for them with --out`,
            EXIT.unusable,
          );
        }
        const config = usableConfig(file, serviceNames, io.isColoured);
        const all = nagReport(await check(config), { version: version(), config: file, root });
        const report = acknowledged ? all : { ...all, acknowledged: [] };
        const texts = out === undefined ? formats.map((format) => written(report, format)) : [];
        const files = out === undefined ? [] : writeReports(report, formats, out);
        io.stdout([...texts, ...files.map((path) => `${path}\n`)].join(''));
        io.stderr(`orgstrap nag: ${summaryOf(all)}\n`);
        finish(statusOf(all, failOn));
      });
}

function formatOption(): Option {
  return new Option('-f, --format <format...>', 'one or more formats')
    .choices(FORMATS)
    .default(['markdown'], 'markdown');
}

const EXAMPLES = `
Examples:
  orgstrap nag
  orgstrap nag --format sarif --no-acknowledged --out nag.sarif
  orgstrap nag --format sarif junit csv markdown json --out reports/ --fail-on error
`;

/** Checks that could not run are as bad as the worst finding. */
function statusOf(report: NagReport, failOn: Severity | 'none'): ExitStatus {
  if (failOn === 'none') return EXIT.done;
  return hasAtLeast(report, failOn) ? EXIT.failed : EXIT.done;
}
