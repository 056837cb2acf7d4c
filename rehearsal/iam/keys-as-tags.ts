import { isClaimKey } from './oidc/claims';
import type { Conditions, NamedPolicy, PolicyDocument } from './policy-document';
import type { RequestContext } from './request';

/** Whether it names a pair of the encryption context, as in `kms:EncryptionContext:aws:logs:arn`. */
export function isEncryptionContextKey(key: string): boolean {
  return /^kms:EncryptionContext:./i.test(key);
}

/** The engine knows no claims, and no key that goes on after a colon: it drops them. */
function isDropped(key: string): boolean {
  return isClaimKey(key) || isEncryptionContextKey(key);
}

/** As keys of tags the engine compares them as it should; the character in front is in no name of a tag. */
function asTagKey(key: string): string {
  return isDropped(key) ? `aws:RequestTag/\uE000${key.toLowerCase()}` : key;
}

/** A policy that asks for tags where it asks for what the engine drops. */
export function withDroppedAsTags(policy: NamedPolicy): NamedPolicy {
  return hasDroppedKeys(policy.document) ? { ...policy, document: rewritten(policy.document) } : policy;
}

/** A context in which what the engine drops is a tag. */
export function contextWithDroppedAsTags(context: RequestContext): RequestContext {
  return Object.fromEntries(Object.entries(context).map(([key, value]) => [asTagKey(key), value]));
}

function hasDroppedKeys({ Statement }: PolicyDocument): boolean {
  return Statement.some(({ Condition = {} }) =>
    Object.values(Condition).some((keys) => Object.keys(keys).some(isDropped)),
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
