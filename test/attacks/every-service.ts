import type { PrincipalArn } from '../../lib/domain/ids';
import type { OrgConfig } from '../../lib/domain/org-config';
import { serviceNames } from '../../lib/policies/policies-folder';
import { buildGuardrails } from '../../lib/stacks/build-guardrails';
import { newApp } from '../../lib/stacks/new-app';
import type { Snapshot } from '../../packages/iam-gateway/iam/snapshot';
import { readAssembly } from '../../packages/iam-gateway/templates/cloud-assembly';
import { synthesisedSnapshot } from '../../packages/rehearsal/access/synthesised-snapshot';
import { OPS, orgConfig, pipeline } from '../support/org-config';

/** The role of the Ops account that runs `cdk deploy`. */
export const DEPLOYER = `arn:aws:iam::${OPS}:role/platform/deployer` as PrincipalArn;

/** Who runs orgstrap's commands: one of Ops, one of the management account. */
export const OPERATOR = `arn:aws:iam::${OPS}:role/platform/operator` as PrincipalArn;
const OPERATORS = [OPERATOR, 'arn:aws:iam::111111111111:user/first.operator' as PrincipalArn];

/** With every service that is shipped, the guardrails, and two pipelines, one of which reaches dev alone. */
export const EVERY_SERVICE = orgConfig({
  terraform: { services: serviceNames() },
  pipelines: [pipeline('delivery', ['dev', 'stage', 'prod']), pipeline('sandbox', ['dev'])],
  operators: OPERATORS,
  guardrails: { deployers: [DEPLOYER], stopRoot: true },
});

/** What the rendered templates of that organization make, the guardrails among them. */
export function snapshotWithEveryService(): Snapshot {
  return guarded(EVERY_SERVICE);
}

/** The same with a trail and alarms, which the guardrails protect, too. */
export function auditedSnapshotWithEveryService(): Snapshot {
  return guarded({ ...EVERY_SERVICE, audit: { trail: 'own', retentionDays: 365, email: [] } });
}

/** The same where Terraform is not given one of the services. */
export function snapshotWithout(service: string): Snapshot {
  const services = EVERY_SERVICE.terraform.services.filter((name) => name !== service);
  return guarded({ ...EVERY_SERVICE, terraform: { services } });
}

function guarded(config: OrgConfig): Snapshot {
  const app = newApp();
  buildGuardrails(app, config);
  return synthesisedSnapshot(config, readAssembly(app.synth().directory));
}
