import type { PolicyDocument } from '../iam/policy-document';
import { readPolicy } from './read-policy';
import { type ReviewedWildcard, reviewedWildcards } from './reasons';
import { type PlaceholderValues, placeholdersOf, renderPolicy } from './render-policy';

/** A document of `policies/`, its placeholders filled in, and why each of its wildcards is acceptable. */
export interface ReviewedPolicy {
  /** Its path below `policies/`, without the ending. */
  readonly name: string;
  /** The file as messages call it: `policies/NAME.json`. */
  readonly file: string;
  readonly document: PolicyDocument;
  readonly wildcards: readonly ReviewedWildcard[];
}

/**
 * Reads and renders `policies/NAME.json`, and holds it against its reasons in `policies/NAME.reasons.json`.
 *
 * @throws Failure where a placeholder, a value, a reason or a wildcard is left over, or the file is not a policy document.
 */
export function loadPolicy(name: string, values: PlaceholderValues, folder?: string): ReviewedPolicy {
  const { document, reasons } = readPolicy(name, folder);
  return {
    name,
    file: `policies/${name}.json`,
    document: renderPolicy(name, document, values),
    // Whom a resource policy or a trust policy lets in is decided by its principals and conditions, not by wildcards.
    wildcards: reviewedWildcards(
      name,
      { ...document, Statement: document.Statement.filter(({ Principal }) => Principal === undefined) },
      reasons,
      values,
    ),
  };
}

/** The same for a document that need not use every value that it is offered: a service's, the users' own among them. */
export function loadPolicyWithAnyOf(name: string, offered: PlaceholderValues, folder?: string): ReviewedPolicy {
  const used = placeholdersOf(readPolicy(name, folder).document);
  return loadPolicy(name, Object.fromEntries(Object.entries(offered).filter(([value]) => used.has(value))), folder);
}
