import { loadOrgConfig } from '../config/load-org-config';
import { EXIT, Failure } from '../domain/failure';
import type { OrgConfig } from '../domain/org-config';
import { problemsText } from './problem-text';

/**
 * The configuration, for whoever can do nothing without it.
 *
 * Throws the Failure `UnusableConfig`, which names every problem of the file.
 */
export function usableConfig(file: string, serviceNames: () => readonly string[], isColoured = false): OrgConfig {
  const result = loadOrgConfig(file, serviceNames);
  if (result.ok) return result.config;
  const message = `${file} cannot be used\n\n${problemsText(result.problems, isColoured).trimEnd()}`;
  throw new Failure('UnusableConfig', message, EXIT.unusable);
}
