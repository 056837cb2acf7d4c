import type { RequestContext } from '../../iam/request';
import type { KeyOwner } from '../signature/access-key';

/**
 * What AWS says of a caller's MFA. Of long-lived keys it says nothing, unless a code comes with the call. A session of a role
 * was not made with MFA, even if the role was assumed with it.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
 */
export function mfaContext(owner: KeyOwner, hasGivenCode: boolean, now: Date): RequestContext {
  if (hasGivenCode) return present(0);
  if (owner.kind === 'user') return {};
  if (owner.kind === 'session' || owner.mfa === undefined) return { 'aws:MultiFactorAuthPresent': 'false' };
  return present(Math.max(0, Math.floor((now.getTime() - Date.parse(owner.mfa)) / 1000)));
}

function present(seconds: number): RequestContext {
  return { 'aws:MultiFactorAuthPresent': 'true', 'aws:MultiFactorAuthAge': String(seconds) };
}
