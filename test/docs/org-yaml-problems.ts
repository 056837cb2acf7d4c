import { join } from 'node:path';
import { parseOrgConfig } from '../../lib/config/parse-org-config';
import { serviceNames } from '../../lib/policies/policies-folder';
import { ROOT } from '../support/examples';

const SERVICES = serviceNames(join(ROOT, 'policies'));

/** What is wrong with a file, a line each. */
export function problemsOf(file: unknown): readonly string[] {
  const result = parseOrgConfig(JSON.stringify(file), 'org.yaml', SERVICES);
  if (result.ok) return [];
  return result.problems.map(({ path, found, expected }) => `${path}: found ${found}, expected ${expected}`);
}

export function isValid(file: unknown): boolean {
  return problemsOf(file).length === 0;
}
