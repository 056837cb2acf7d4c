import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../domain/failure';
import { policiesFolder } from './policies-folder';
import type { PolicyDocument } from './policy-document';
import { type Reasons, type ReviewedWildcard, reviewedWildcards } from './reasons';
import { type PlaceholderValues, renderPolicy } from './render-policy';

/** A document of `policies/`, its placeholders filled in, and why each of its wildcards is acceptable. */
export interface ReviewedPolicy {
  /** Its path below `policies/`, without the ending. */
  readonly name: string;
  readonly document: PolicyDocument;
  readonly wildcards: readonly ReviewedWildcard[];
}

/**
 * Reads and renders `policies/NAME.json`, and holds it against its reasons in `policies/NAME.reasons.json`.
 *
 * @throws Failure where a placeholder, a reason or a wildcard is left over, or the file is not a policy document.
 */
export function loadPolicy(name: string, values: PlaceholderValues, folder: string = policiesFolder()): ReviewedPolicy {
  const source = readDocument(join(folder, `${name}.json`), name);
  const reasonsFile = join(folder, `${name}.reasons.json`);
  const reasons: Reasons = existsSync(reasonsFile) ? readJson(reasonsFile) : {};
  return {
    name,
    document: renderPolicy(name, source, values),
    // Who a resource policy or a trust policy lets in is decided by its principals and conditions, not by wildcards.
    wildcards: source.Statement.some(({ Principal }) => Principal !== undefined)
      ? []
      : reviewedWildcards(name, source, reasons, values),
  };
}

function readDocument(file: string, name: string): PolicyDocument {
  const document: Partial<PolicyDocument> = readJson(file);
  if (document.Version !== '2012-10-17' || !Array.isArray(document.Statement)) {
    throw new Failure('NotAPolicy', `policies/${name}.json is no policy document: it has no Version 2012-10-17 or no Statement list`);
  }
  return { Version: document.Version, Statement: document.Statement };
}

function readJson<T>(file: string): T {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new Failure('NotAPolicy', `${file} cannot be read as JSON: ${cause instanceof Error ? cause.message : cause}`);
  }
}
