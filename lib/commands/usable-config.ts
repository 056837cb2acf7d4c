import { loadOrgConfig } from '../config/load-org-config';
import { EXIT, Failure } from '../domain/failure';
import type { OrgConfig } from '../domain/org-config';
import { serviceNames } from '../policies/policies-folder';
import { problemsText } from './problems.text';

/**
 * The configuration, for a caller that can do nothing without it.
 *
 * @throws Failure `UnusableConfig`, which names every problem of the file
 */
export function usableConfig(file: string, isColoured = false): OrgConfig {
  const result = loadOrgConfig(file, serviceNames);
  if (result.ok) return result.config;
  const message = `${file} cannot be used\n\n${problemsText(result.problems, isColoured).trimEnd()}`;
  throw new Failure('UnusableConfig', message, EXIT.unusable);
}
