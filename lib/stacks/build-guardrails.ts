import type { App } from 'aws-cdk-lib/core';
import { auditedAccounts } from '../domain/audited-accounts';
import { Failure } from '../domain/failure';
import type { OrgConfig } from '../domain/org-config';
import { GuardrailsStack } from './guardrails-stack';
import { managementForwarding } from './management-forwarding';

/**
 * What is always deployed from the management account, also where the rest comes from Ops: the control policies, and
 * in that case what the management account sends to the alarms.
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
  const audited = auditedAccounts(config);
  if (audited?.managementAccount?.deployedWith === 'the guardrails') managementForwarding(app, config);
}
