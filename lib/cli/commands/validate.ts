import { Command } from 'commander';
import { loadOrgConfig } from '../../config/load-org-config';
import type { ParseResult } from '../../config/parse-org-config';
import { EXIT, type ExitStatus } from '../../domain/failure';
import type { OrgConfig } from '../../domain/org-config';
import type { CliCommand } from '../command';
import type { Io } from '../io';
import { configOption } from '../options';
import { problemsText } from '../problem-text';

interface ValidateOptions {
  readonly config: string;
  readonly json?: true;
}

/** `orgstrap validate`: the syntax of `org.yaml` and nothing else; it asks no AWS service and writes nothing. */
export function validateCommand(serviceNames: () => readonly string[]): CliCommand {
  return ({ io, finish }) =>
    new Command('validate')
      .description('Report every problem of org.yaml, with its line and column. Asks AWS nothing and writes nothing.')
      .addOption(configOption())
      .option('--json', 'write the result to stdout as JSON')
      .addHelpText('after', '\nExample:\n  orgstrap validate --config examples/four-accounts.yaml\n')
      .action(({ config, json }: ValidateOptions) => {
        const result = loadOrgConfig(config, serviceNames);
        finish(json ? showAsJson(result, io) : show(result, config, io));
      });
}

function show(result: ParseResult, file: string, io: Io): ExitStatus {
  if (result.ok) io.stdout(`${file} is valid: ${summaryOf(result.config)}\n`);
  else io.stderr(problemsText(result.problems, io.isColoured));
  return statusOf(result);
}

function showAsJson(result: ParseResult, io: Io): ExitStatus {
  const problems = result.ok ? [] : result.problems;
  io.stdout(`${JSON.stringify({ ok: result.ok, problems }, null, 2)}\n`);
  return statusOf(result);
}

function statusOf({ ok }: ParseResult): ExitStatus {
  return ok ? EXIT.done : EXIT.unusable;
}

function summaryOf({ environments, pipelines, terraform }: OrgConfig): string {
  const accounts = environments.reduce((sum, environment) => sum + environment.accounts.length, 0);
  return [
    counted(environments.length, 'environment'),
    counted(accounts, 'product account'),
    counted(pipelines.length, 'pipeline'),
    counted(terraform.services.length, 'service'),
  ].join(', ');
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
