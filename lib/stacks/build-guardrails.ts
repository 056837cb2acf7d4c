import type { App } from 'aws-cdk-lib/core';
import { Failure } from '../domain/failure';
import type { OrgConfig } from '../domain/org-config';
import { GuardrailsStack } from './guardrails-stack';

/**
 * The one stack that is always deployed from the management account.
 *
 * @throws Failure `NoGuardrails` where `org.yaml` has none.
 */
export function buildGuardrails(app: App, config: OrgConfig): void {
  if (config.guardrails === undefined) {
    throw new Failure(
      'NoGuardrails',
      'org.yaml has no guardrails; add guardrails: { deployers: [...] } with the ARN of the role that runs cdk deploy',
    );
  }
  new GuardrailsStack(app, 'Guardrails', config, config.guardrails);
}
