import { isClaimKey } from '../iam/oidc-claims';
import type { Conditions, NamedPolicy, PolicyDocument, Principals, Statement } from '../iam/policy-document';
import type { RequestContext } from '../iam/request';

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

/**
 * What has a meaning in the patterns of policies is itself in what somebody asks for, while the engine underneath takes a
 * resource with a `*` for a pattern: with only `env/*.tflock` granted, an object that is really called `env/*` could be
 * written. And its own patterns stop at the end of a line, though the key of an object may hold one: a `Deny` on
 * `bucket/*` would be passed by. Each stands for itself as a character that no name has.
 */
const LITERALS: Readonly<Record<string, string>> = {
  '*': '\uE02A',
  '?': '\uE03F',
  $: '\uE024',
  '\n': '\uE00A',
  '\r': '\uE00D',
  '\u2028': '\uE028',
  '\u2029': '\uE029',
};

/** A resource that somebody asks for. */
export function literal(resource: string): string {
  return resource.replace(/[*?$\n\r\u2028\u2029]/g, (character) => LITERALS[character] ?? character);
}

/** The value of a condition key, in which the engine looks for no pattern, but which it reads only to the end of a line. */
export function inOneLine(value: string): string {
  return value.replace(/[\n\r\u2028\u2029]/g, (character) => LITERALS[character] ?? character);
}

/**
 * A service principal under a name that the engine takes for one: it knows none that ends with `amazonaws.com.cn`, as
 * those of China do that have a Region in them. No other service gets the same name.
 *
 * @see https://docs.amazonaws.cn/en_us/aws/latest/userguide/iam.html
 */
export function knownService(name: string): string {
  return name.replace(OF_CHINA, '.com.cn.amazonaws.com');
}

const OF_CHINA = /\.amazonaws\.com\.cn$/;

/** The policy of a resource with those names in it. */
export function withKnownServices(policy: NamedPolicy): NamedPolicy {
  const { document } = policy;
  return { ...policy, document: { ...document, Statement: document.Statement.map(knownTo) } };
}

function knownTo({ Principal, NotPrincipal, ...statement }: Statement): Statement {
  return {
    ...statement,
    ...(Principal !== undefined && { Principal: knownAmong(Principal) }),
    ...(NotPrincipal !== undefined && { NotPrincipal: knownAmong(NotPrincipal) }),
  };
}

function knownAmong(principals: Principals): Principals {
  if (principals === '*' || principals.Service === undefined) return principals;
  return { ...principals, Service: [principals.Service].flat().map(knownService) };
}
