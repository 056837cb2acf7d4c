import type { RequestContext } from './request-context';

/** One request to AWS, as far as policies look at it. */
export interface AccessRequest {
  readonly principal: RequestPrincipal;
  /** `s3:GetObject`. */
  readonly action: string;
  /** An ARN, or `*` for an action that has no resource level. An id in it may be unknown. */
  readonly resource: string;
  /** The account that the resource is in; the ARN of a bucket names none. */
  readonly owner: string;
  readonly context: RequestContext;
}

/** Who asks. Sessions go by their role: `arn` is the ARN of the role, with its path. */
export type RequestPrincipal =
  | { readonly kind: 'user'; readonly account: string; readonly arn: string }
  | { readonly kind: 'role'; readonly account: string; readonly arn: string; readonly session: string }
  | { readonly kind: 'root'; readonly account: string; readonly arn: string }
  /** The holder of a token; `arn` is that of the OIDC provider. */
  | { readonly kind: 'webIdentity'; readonly arn: string }
  /** `arn` is the name of the service, such as `lambda.amazonaws.com`. */
  | { readonly kind: 'service'; readonly arn: string }
  | { readonly kind: 'anonymous' };

/** The account of a principal; AWS's services, holders of tokens and anonymous callers belong to none. */
export function accountOf(principal: RequestPrincipal): string | undefined {
  return 'account' in principal ? principal.account : undefined;
}

/**
 * Whether it is a role that only a service of AWS becomes, which no control policy binds.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html#not-restricted-by-scp
 */
export function isServiceLinked(principal: RequestPrincipal): boolean {
  return principal.kind === 'role' && /^arn:[^:]*:iam::[^:]*:role\/aws-service-role\//.test(principal.arn);
}
