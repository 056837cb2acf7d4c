import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'aws-cdk-lib/core';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { Failure } from '../domain/failure';
import type { OrgConfig } from '../domain/org-config';
import { buildApp } from './build-app';
import { buildGuardrails } from './build-guardrails';
import { checkApp } from './check-app';
import type { CheckOptions } from './check-options';
import { newApp } from './new-app';

/**
 * Synthesises all that an organization asks for, the guardrails included, with every check, and gives the assembly to `use`; it is gone
 * afterwards.
 *
 * @throws Failure `TemplatesRefused` where a template does not pass; CDK has written its report to stderr by then.
 */
export function withAssembly<Result>(
  config: OrgConfig,
  options: CheckOptions,
  use: (assembly: CloudAssembly) => Result,
): Result {
  const folder = mkdtempSync(join(tmpdir(), 'orgstrap-synth-'));
  try {
    const app = newApp(folder);
    buildApp(app, config);
    if (config.guardrails !== undefined) buildGuardrails(app, config);
    checkApp(app, options);
    return use(synth(app));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function synth(app: App): CloudAssembly {
  try {
    return app.synth();
  } catch (error) {
    if (!(error instanceof Error && error.name === 'ValidationFailed')) throw error;
    throw new Failure(
      'TemplatesRefused',
      'a template did not pass its checks: the findings are above, and orgstrap nag writes them as a report',
    );
  }
}
