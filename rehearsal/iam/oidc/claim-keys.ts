import type { Conditions, NamedPolicy, PolicyDocument } from '../policy-document';
import type { RequestContext } from '../request';
import { isClaimKey } from './claims';

/**
 * The engine knows no claims and drops their keys. As keys of tags it compares them as it should; the character in front
 * is in no name of a tag.
 */
function asTagKey(key: string): string {
  return isClaimKey(key) ? `aws:RequestTag/\uE000${key.toLowerCase()}` : key;
}

/** A policy that asks for tags where it asks for claims. */
export function withClaimsAsTags(policy: NamedPolicy): NamedPolicy {
  return hasClaimKeys(policy.document) ? { ...policy, document: rewritten(policy.document) } : policy;
}

/** A context whose claims are tags. */
export function contextWithClaimsAsTags(context: RequestContext): RequestContext {
  return Object.fromEntries(Object.entries(context).map(([key, value]) => [asTagKey(key), value]));
}

function hasClaimKeys({ Statement }: PolicyDocument): boolean {
  return Statement.some(({ Condition = {} }) =>
    Object.values(Condition).some((keys) => Object.keys(keys).some(isClaimKey)),
  );
}

function rewritten(document: PolicyDocument): PolicyDocument {
  return {
    ...document,
    Statement: document.Statement.map((statement) =>
      statement.Condition === undefined ? statement : { ...statement, Condition: withTags(statement.Condition) },
    ),
  };
}

function withTags(conditions: Conditions): Conditions {
  return Object.fromEntries(
    Object.entries(conditions).map(([operator, keys]) => [
      operator,
      Object.fromEntries(Object.entries(keys).map(([key, values]) => [asTagKey(key), values])),
    ]),
  );
}
