import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../domain/failure';
import { policiesFolder } from './policies-folder';
import type { PolicyDocument } from './policy-document';
import type { Reasons } from './reasons';

/** A document as it stands in `policies/`, with its sidecar. */
export interface SourcePolicy {
  readonly document: PolicyDocument;
  readonly reasons: Reasons;
}

/** @throws Failure `NotAPolicy` where a file is missing, no JSON, or no policy document. */
export function readPolicy(name: string, folder: string = policiesFolder()): SourcePolicy {
  const document: Partial<PolicyDocument> = readJson(join(folder, `${name}.json`));
  if (document.Version !== '2012-10-17' || !Array.isArray(document.Statement)) {
    throw new Failure(
      'NotAPolicy',
      `policies/${name}.json is no policy document: it needs "Version": "2012-10-17" and a list called "Statement"`,
    );
  }
  const reasonsFile = join(folder, `${name}.reasons.json`);
  return {
    document: { Version: document.Version, Statement: document.Statement },
    reasons: existsSync(reasonsFile) ? readJson(reasonsFile) : {},
  };
}

function readJson<T>(file: string): T {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new Failure(
      'NotAPolicy',
      `${file} cannot be read as JSON: ${cause instanceof Error ? cause.message : cause}`,
    );
  }
}
