import { readFileSync } from 'node:fs';
import { ownPoliciesBeside, parseOrgConfig } from '../../config/parse-org-config';
import { retiredOrgYaml } from '../../config/retired-org-yaml';
import type { OrgConfig } from '../../domain/org-config';
import { serviceNames } from '../../policies/policies-folder';

/**
 * The configuration of a file with everything in it retired, as if somebody had edited it so; the file is only read.
 *
 * @param file - an `org.yaml` that is valid as it is
 */
export function retiredConfig(file: string): OrgConfig {
  const known = serviceNames(ownPoliciesBeside(file));
  const result = parseOrgConfig(retiredOrgYaml(readFileSync(file, 'utf8')), file, known);
  if (result.ok) return result.config;
  throw new Error(`what is valid cannot be retired: ${JSON.stringify(result.problems)}`);
}
