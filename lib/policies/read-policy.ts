import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../domain/failure';
import type { PolicyDocument, StatementJson } from '../iam/policy-document';
import { policiesFolder } from './policies-folder';
import type { Reasons } from './reasons';

/** A document as it stands in `policies/`, with its sidecar. */
export interface SourcePolicy {
  readonly document: PolicyDocument;
  readonly reasons: Reasons;
}

/** Whether there is a document of that name. */
export function hasPolicy(name: string, folder: string = policiesFolder()): boolean {
  return existsSync(join(folder, `${name}.json`));
}

/** @throws Failure `NotAPolicy` where a file is missing, no JSON, or no policy document. */
export function readPolicy(name: string, folder: string = policiesFolder()): SourcePolicy {
  const document: Partial<PolicyDocument> | null = readJson(join(folder, `${name}.json`));
  if (document?.Version !== '2012-10-17' || !Array.isArray(document.Statement)) {
    throw new Failure(
      'NotAPolicy',
      `policies/${name}.json is no policy document: it needs "Version": "2012-10-17" and a list called "Statement"`,
    );
  }
  if (!document.Statement.every(isNamed)) {
    throw new Failure('NotAPolicy', `policies/${name}.json has a statement without a Sid of letters and digits`);
  }
  const reasonsFile = join(folder, `${name}.reasons.json`);
  return {
    document: { Version: document.Version, Statement: document.Statement },
    reasons: existsSync(reasonsFile) ? readJson(reasonsFile) : {},
  };
}

/** IAM takes a `Sid` of letters and digits; orgstrap needs one to tie reasons to. */
function isNamed(statement: Partial<StatementJson> | null): boolean {
  return typeof statement?.Sid === 'string' && /^[A-Za-z0-9]+$/.test(statement.Sid);
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
