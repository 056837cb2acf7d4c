import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OrgConfig } from '../../../lib/domain/org-config';
import { partitionOf } from '../../../lib/domain/region';
import { buildApp } from '../../../lib/stacks/build-app';
import { newApp } from '../../../lib/stacks/new-app';
import type { Snapshot } from '../../iam-gateway/iam/snapshot';
import { readAssembly } from '../../iam-gateway/templates/cloud-assembly';
import { type DeployedTemplate, snapshotOfTemplates } from '../../iam-gateway/templates/snapshot-of-templates';
import { organizationOf } from '../emulated/organization-of';

/**
 * The snapshot after `cdk deploy --all` of a configuration, from the templates that synth writes for it.
 *
 * @param others - what else is deployed: the templates of another entry
 */
export function synthesisedSnapshot(config: OrgConfig, others: readonly DeployedTemplate[] = []): Snapshot {
  const folder = mkdtempSync(join(tmpdir(), 'orgstrap-access-'));
  try {
    const app = newApp(folder);
    buildApp(app, config);
    app.synth();
    const deployed = [...readAssembly(folder), ...others];
    return snapshotOfTemplates(deployed, partitionOf(config.homeRegion), organizationOf(config));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
