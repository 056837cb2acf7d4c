import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadOrgConfig } from '../../lib/config/load-org-config';
import type { OrgConfig } from '../../lib/domain/org-config';
import { serviceNames } from '../../lib/policies/policies-folder';

export const ROOT = join(__dirname, '..', '..');

/** The names of the files in `examples/`. */
export const EXAMPLES: readonly string[] = readdirSync(join(ROOT, 'examples')).filter((file) => file.endsWith('.yaml'));

export function example(file: string): OrgConfig {
  const result = loadOrgConfig(join(ROOT, 'examples', file), serviceNames);
  if (!result.ok) throw new Error(JSON.stringify(result.problems, null, 2));
  return result.config;
}
