import { EXIT } from '../../domain/failure';
import { FURTHER_PACKS, type FurtherPack, type Severity } from '../../domain/template-finding';
import { CONFIG, command } from '../command';
import { FORMATS, type Format } from './format-names';

interface NagOptions {
  readonly config: string;
  readonly format: readonly Format[];
  readonly out?: string;
  readonly pack: readonly FurtherPack[];
  readonly failOn: Exclude<Severity, 'note'> | 'none';
  readonly acknowledged: boolean;
}

/** `orgstrap nag`: what the checks of every template say, as a report for people and for CI; it asks AWS nothing. */
export const nagCommand = command<NagOptions>({
  name: 'nag',
  description:
    'Report what every check says about every template, the member templates included, and what is acknowledged ' +
    'with which reason. Asks AWS nothing.',
  statuses: {
    done: 'the report is written, and there is no open finding that --fail-on asks for',
    failed:
      'the report is written, and there is one; or no template could be made, for example because of a limit of AWS: then there is no report, even with --fail-on none',
    unusable: 'wrong usage, a path that cannot be written, or an org.yaml with problems',
  },
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
    pack: {
      syntax: '--pack <pack...>',
      description: 'what further packs of rules of cdk-nag say, too',
      choices: FURTHER_PACKS,
      default: [],
      defaultText: 'AWS Solutions and NIST 800-53 R5, as with every synth',
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
    'orgstrap nag --pack hipaa pci --format markdown --out nag.md',
    'orgstrap nag --format sarif --no-acknowledged --out nag.sarif',
    'orgstrap nag --format sarif junit csv markdown json --out reports/ --fail-on error',
  ],
  run: async ({ config: file, format, out, pack, failOn, acknowledged }, { io, root, checkResults }) => {
    const { deliveredReport, distinctFormats } = await import('../../estate/report-files');
    const formats = distinctFormats(format, out);
    const { usableConfig } = await import('../usable-config');
    const { packageVersion } = await import('../../policies/policies-folder');
    const { nagFiles } = await import('./formats');
    const { hasAtLeast, nagReport, summaryOf } = await import('./report');
    const results = await checkResults(usableConfig(file, io.isColoured), pack);
    const all = nagReport(results, { version: packageVersion(), config: file, root });
    const report = acknowledged ? all : { ...all, acknowledged: [] };
    io.stdout(deliveredReport(nagFiles(report), formats, out));
    io.stderr(`orgstrap nag: ${summaryOf(all)}\n`);
    // Checks that could not run are as bad as the worst finding.
    return failOn !== 'none' && hasAtLeast(all, failOn) ? EXIT.failed : EXIT.done;
  },
});
