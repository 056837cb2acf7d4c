import type { NamedPolicy, Principals, Statement } from './policy-document';

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
