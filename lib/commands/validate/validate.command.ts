import type { ParseResult } from '../../config/parse-org-config';
import { EXIT } from '../../domain/failure';
import type { OrgConfig } from '../../domain/org-config';
import { CONFIG, command, JSON_RESULT } from '../command';

interface ValidateOptions {
  readonly config: string;
  readonly json?: true;
}

/** `orgstrap validate`: the syntax of `org.yaml` and nothing else; it asks no AWS service and writes nothing. */
export const validateCommand = command<ValidateOptions>({
  name: 'validate',
  description: 'Report every problem of org.yaml, with its line and column. Asks AWS nothing and writes nothing.',
  parameters: { config: CONFIG, json: JSON_RESULT },
  examples: ['orgstrap validate --config examples/four-accounts.yaml'],
  run: async ({ config: file, json }, { io }) => {
    const { loadOrgConfig } = await import('../../config/load-org-config');
    const { serviceNames } = await import('../../policies/policies-folder');
    const result = loadOrgConfig(file, serviceNames);
    if (json) {
      io.stdout(jsonOf(result));
    } else if (result.ok) {
      io.stdout(`${file} is valid: ${summaryOf(result.config)}\n`);
    } else {
      const { problemsText } = await import('../problems.text');
      io.stderr(problemsText(result.problems, io.isColoured));
    }
    return result.ok ? EXIT.done : EXIT.unusable;
  },
});

function jsonOf(result: ParseResult): string {
  const problems = result.ok ? [] : result.problems;
  return `${JSON.stringify({ ok: result.ok, problems }, null, 2)}\n`;
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
