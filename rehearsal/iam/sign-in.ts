import type { RequestContext } from './request';

/**
 * What AWS says of the MFA of somebody who has signed in to the console. With an access key alone it says nothing: neither
 * key is in the request then.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
 */
export const SIGNED_IN_WITH_MFA: RequestContext = {
  'aws:MultiFactorAuthPresent': 'true',
  'aws:MultiFactorAuthAge': '0',
};

export const SIGNED_IN_WITHOUT_MFA: RequestContext = { 'aws:MultiFactorAuthPresent': 'false' };
