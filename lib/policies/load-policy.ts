import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../domain/failure';
import type { PolicyDocument, StatementJson } from '../iam/policy-document';
import { policiesFolder } from './policies-folder';
import { type Reasons, type ReviewedWildcard, reviewedWildcards } from './reasons';
import { type PlaceholderValues, placeholdersOf, renderPolicy } from './render-policy';

/** A document of `policies/`, its placeholders filled in, and why each of its wildcards is acceptable. */
export interface ReviewedPolicy {
  /** Its path below `policies/`, without the ending. */
  readonly name: string;
  /** The file as messages call it: `policies/NAME.json`. */
  readonly file: string;
  /** The folder `policies/` that it is in: orgstrap's, or the user's own. */
  readonly folder: string;
  readonly document: PolicyDocument;
  readonly wildcards: readonly ReviewedWildcard[];
}

/**
 * Reads and renders `policies/NAME.json`, and holds it against its reasons in `policies/NAME.reasons.json`.
 *
 * @throws Failure where a placeholder, a value, a reason or a wildcard is left over, or the file is not a policy document.
 */
export function loadPolicy(name: string, values: PlaceholderValues): ReviewedPolicy {
  return reviewed(name, policiesFolder(), readPolicy(name), values);
}

function reviewed(
  name: string,
  folder: string,
  { document, reasons }: SourcePolicy,
  values: PlaceholderValues,
): ReviewedPolicy {
  return {
    name,
    file: `policies/${name}.json`,
    folder,
    document: renderPolicy(name, document, values),
    // Whom a resource policy or a trust policy lets in is decided by its principals and conditions, not by wildcards.
    wildcards: reviewedWildcards(
      name,
      { ...document, Statement: document.Statement.filter(({ Principal }) => Principal === undefined) },
      reasons,
      values,
      folder,
    ),
  };
}

/** The same for a document that need not use every value that it is offered: a service's, the users' own among them. */
export function loadPolicyWithAnyOf(name: string, offered: PlaceholderValues, folder?: string): ReviewedPolicy {
  return loadPartOfPolicy(name, offered, () => true, folder);
}

/** The same for those of its statements that are wanted; their reasons alone count. */
export function loadPartOfPolicy(
  name: string,
  offered: PlaceholderValues,
  isWanted: (statement: StatementJson) => boolean,
  folder: string = policiesFolder(),
): ReviewedPolicy {
  const { document, reasons } = readPolicy(name, folder);
  const Statement = document.Statement.filter(isWanted);
  const used = placeholdersOf({ ...document, Statement });
  const values = Object.fromEntries(Object.entries(offered).filter(([value]) => used.has(value)));
  const unwanted = document.Statement.filter((statement) => !isWanted(statement)).map(({ Sid }) => Sid);
  const own = Object.fromEntries(Object.entries(reasons).filter(([sid]) => !unwanted.includes(sid)));
  return reviewed(name, folder, { document: { ...document, Statement }, reasons: own }, values);
}

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
