import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'aws-cdk-lib/core';
import { answeredByTheSameRule } from '../checks/same-rule';
import { templateFindings } from '../checks/template-findings';
import { unreviewedFindings, validationReportIn } from '../checks/validation-report';
import type { OrgConfig } from '../domain/org-config';
import type { CheckResults } from '../domain/template-finding';
import { UnreviewedWildcards } from '../policies/reasons';
import { buildApp } from './build-app';
import { buildGuardrails } from './build-guardrails';
import { checkApp } from './check-app';
import { type CheckOptions, EVERY_CHECK } from './check-options';
import { newApp } from './new-app';

/**
 * Runs every check over every template that an organization asks for, the members' and the guardrails' included, and answers
 * what they found instead of failing on it. Keeps no template: what is deployed is made, and refused, elsewhere.
 *
 * Policy documents and reasons that do not fit together are findings, too, but no template can be made of them, so they
 * come alone.
 *
 * @throws Failure where no templates can be made for another reason, such as a limit of AWS
 */
export function checkResults(config: OrgConfig, options: CheckOptions = EVERY_CHECK): CheckResults {
  return resultsOf((app) => {
    buildApp(app, config);
    if (config.guardrails !== undefined) buildGuardrails(app, config);
  }, options);
}

/** The same for an app that is built by other means. */
export function resultsOf(build: (app: App) => void, options: CheckOptions = EVERY_CHECK): CheckResults {
  const folder = mkdtempSync(join(tmpdir(), 'orgstrap-nag-'));
  try {
    const app = newApp(folder, 'collect');
    build(app);
    const checks = checkApp(app, options);
    app.synth();
    return { checks, findings: answeredByTheSameRule(templateFindings(app, validationReportIn(folder))) };
  } catch (error) {
    if (!(error instanceof UnreviewedWildcards)) throw error;
    return unreviewedFindings(error.problems);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
