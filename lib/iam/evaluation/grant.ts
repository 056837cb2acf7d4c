import { type AccessRequest, accountOf } from './access-request';
import type { Place } from './decision';
import type { LayerAnswer } from './layer-answer';
import type { ResourceAnswer } from './resource-answer';
import { allOf, anyOf, type Truth } from './truth';

/** What the caller and the resource bring along. */
interface GrantingLayers {
  readonly identity: LayerAnswer;
  readonly boundary: LayerAnswer | undefined;
  readonly resource: ResourceAnswer | undefined;
}

/**
 * Whether the caller's policies and that of the resource let a request in, below the control policies.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics-single-account.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
export function isGranted(request: AccessRequest, { identity, boundary, resource }: GrantingLayers): Truth {
  const account = accountOf(request.principal);
  const { caller, role, account: ofAccount } = resource?.grants ?? NOTHING;
  if (account === undefined) return caller;
  const bounds = boundary?.allows ?? true;
  const own = allOf([request.principal.kind === 'root' ? true : identity.allows, bounds]);
  if (account !== request.owner) return allOf([anyOf([caller, role, ofAccount]), own]);
  const trusted = mustLetIn(request, resource) ? allOf([ofAccount, own]) : own;
  return anyOf([caller, allOf([role, bounds]), trusted]);
}

/** The layers that let nobody in for certain, though they would have to. */
export function silentLayers(
  request: AccessRequest,
  { identity, boundary, resource }: GrantingLayers,
): readonly Place[] {
  const account = accountOf(request.principal);
  const isAsked = account !== request.owner || mustLetIn(request, resource);
  const grants = Object.values(resource?.grants ?? NOTHING);
  return [
    ...(account !== undefined && request.principal.kind !== 'root' && identity.allows === false
      ? [identity.place]
      : []),
    ...(boundary?.allows === false ? [boundary.place] : []),
    ...(isAsked && anyOf(grants) === false ? [{ layer: 'resource' } as const] : []),
  ];
}

const NOTHING = { caller: false, role: false, account: false } as const;

/** The trust of a role and the policy of a key decide about everybody, those of their own account included. */
function mustLetIn({ action, resource }: AccessRequest, policy: ResourceAnswer | undefined): boolean {
  const isTrust = policy !== undefined && action.toLowerCase().startsWith('sts:');
  return isTrust || /^arn:[^:]*:kms:[^:]*:[^:]*:key\//.test(resource);
}
