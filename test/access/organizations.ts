import { join } from 'node:path';
import { loadOrgConfig } from '../../lib/config/load-org-config';
import type { OrgConfig } from '../../lib/domain/org-config';
import { serviceNames } from '../../lib/policies/policies-folder';
import { buildGuardrails } from '../../lib/stacks/build-guardrails';
import { newApp } from '../../lib/stacks/new-app';
import type { Snapshot } from '../../packages/iam-gateway/iam/snapshot';
import { readAssembly } from '../../packages/iam-gateway/templates/cloud-assembly';
import type { DeployedTemplate } from '../../packages/iam-gateway/templates/snapshot-of-templates';
import { synthesisedSnapshot } from '../../packages/rehearsal/access/synthesised-snapshot';
import { EXAMPLES, ROOT } from '../support/examples';
import { VARIANTS } from './variants';

/** An organization of the tables, with everything deployed in it. */
export interface AccessSnapshot {
  readonly config: OrgConfig;
  readonly snapshot: Snapshot;
}

/**
 * @throws Error where neither `examples/` nor `organizations/` has such a file and no variant is called so, or it is not
 *   valid.
 */
export function accessSnapshot(name: string): AccessSnapshot {
  const config = configOf(name);
  return isGuarded(name) ? guardedSnapshot(config) : { config, snapshot: synthesisedSnapshot(config) };
}

/** What is deployed of an organization, its guardrails included. */
export function guardedSnapshot(config: OrgConfig): AccessSnapshot {
  return { config, snapshot: synthesisedSnapshot(config, guardrailsOf(config)) };
}

/** The same without the guardrails. */
export function unguardedSnapshot(name: string): AccessSnapshot {
  const config = configOf(name);
  return { config, snapshot: synthesisedSnapshot(config) };
}

function configOf(name: string): OrgConfig {
  const variant = VARIANTS[name];
  if (variant !== undefined) return variant.changed(configOf(variant.of));
  const file = `${name}.yaml`;
  const folder = EXAMPLES.includes(file) ? join(ROOT, 'examples') : join(__dirname, 'organizations');
  const result = loadOrgConfig(join(folder, file), serviceNames);
  if (!result.ok) throw new Error(JSON.stringify(result.problems, null, 2));
  return result.config;
}

/** The guardrails are a second lock; what they are not needed for is decided without them, which is the harder claim. */
const GUARDED: readonly string[] = ['deployed', 'guarded', 'operated', 'people', 'without-root'];

function isGuarded(name: string): boolean {
  return GUARDED.includes(name) || VARIANTS[name]?.isGuarded === true;
}

/** They are deployed from the management account, as an app of their own. */
function guardrailsOf(config: OrgConfig): readonly DeployedTemplate[] {
  const app = newApp();
  buildGuardrails(app, config);
  return readAssembly(app.synth().directory);
}
