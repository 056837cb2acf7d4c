import type { ParseResult } from '../../config/parse-org-config';
import { EXIT, type Failure } from '../../domain/failure';
import type { OrgConfig } from '../../domain/org-config';
import { CONFIG, command, JSON_RESULT } from '../command';
import { counted } from '../counted';

interface ValidateOptions {
  readonly config: string;
  readonly json?: true;
}

/** `orgstrap validate`: the syntax of `org.yaml` and nothing else; it asks no AWS service and writes nothing. */
export const validateCommand = command<ValidateOptions>({
  name: 'validate',
  description: 'Report every problem of org.yaml, with its line and column. Asks AWS nothing and writes nothing.',
  statuses: {
    done: 'no problem; there may be warnings',
    unusable: 'problems, or a limit of AWS is exceeded',
  },
  parameters: { config: CONFIG, json: JSON_RESULT },
  examples: ['orgstrap validate --config examples/four-accounts.yaml'],
  run: async ({ config: file, json }, { io }) => {
    const { loadOrgConfig } = await import('../../config/load-org-config');
    const { serviceNames } = await import('../../policies/policies-folder');
    const result = loadOrgConfig(file, serviceNames);
    const limits = result.ok ? await limitsOf(result.config) : [];
    if (json) {
      io.stdout(jsonOf(result, limits));
    } else if (!result.ok) {
      const { problemsText } = await import('../problems.text');
      io.stderr(problemsText(result.problems, io.isColoured));
    } else if (limits.length > 0) {
      io.stderr(limits.map(({ code, message }) => `${file}: ${code}: ${message}\n`).join(''));
    } else {
      if (result.warnings.length > 0) {
        const { warningsText } = await import('../problems.text');
        io.stderr(warningsText(result.warnings, io.isColoured));
      }
      io.stdout(`${file} is valid: ${summaryOf(result.config)}\n`);
    }
    return result.ok && limits.length === 0 ? EXIT.done : EXIT.unusable;
  },
});

async function limitsOf(config: OrgConfig): Promise<readonly Limit[]> {
  const { exceededLimits } = await import('../../policies/exceeded-limits');
  return exceededLimits(config).map(({ code, message }) => ({ code, message }));
}

/** A limit of AWS that all values together exceed; it has no line. */
type Limit = Pick<Failure, 'code' | 'message'>;

function jsonOf(result: ParseResult, limits: readonly Limit[]): string {
  const [problems, warnings] = result.ok ? [[], result.warnings] : [result.problems, []];
  return `${JSON.stringify({ ok: result.ok && limits.length === 0, problems, limits, warnings }, null, 2)}\n`;
}

function summaryOf({ environments, pipelines, platformAccounts, terraform }: OrgConfig): string {
  const accounts = environments.reduce((sum, environment) => sum + environment.accounts.length, 0);
  return [
    counted(environments.length, 'environment'),
    counted(accounts, 'product account'),
    ...(platformAccounts.length === 0 ? [] : [counted(platformAccounts.length, 'platform account')]),
    counted(pipelines.length, 'pipeline'),
    counted(terraform.services.length, 'service'),
  ].join(', ');
}
