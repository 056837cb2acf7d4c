/** What AWS's reasons mean, and what to do. https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccountStatus.html */
const REASONS: Readonly<Record<string, string>> = {
  ACCOUNT_LIMIT_EXCEEDED:
    'the organization has as many accounts as it may; ask for more in Service Quotas, AWS Organizations, in us-east-1 (accounts that were closed count for 90 days), and run this again',
  CONCURRENT_ACCOUNT_MODIFICATION:
    'the same account is asked for at the same time; wait until that is over, and run this again',
  EMAIL_ALREADY_EXISTS:
    'another AWS account, of whichever organization, has this e-mail address, maybe one that was closed; give another one, for example with +NAME before the @',
  FAILED_BUSINESS_VALIDATION: 'AWS could not validate the business licence of the management account; ask AWS Support',
  GOVCLOUD_ACCOUNT_ALREADY_EXISTS: 'an account of AWS GovCloud (US) has this e-mail address; give another one',
  INTERNAL_FAILURE: 'AWS failed; run this again, and ask AWS Support where it goes on',
  INVALID_ADDRESS: 'the address of the management account is not valid; correct it in its account settings',
  INVALID_EMAIL: 'the e-mail address is not valid; give another one',
  INVALID_IDENTITY_FOR_BUSINESS_VALIDATION:
    'the management account lacks what AWS needs to validate its business; ask AWS Support',
  INVALID_PAYMENT_INSTRUMENT:
    'AWS does not take the payment method of the management account; change it in Billing, Payment preferences',
  MISSING_BUSINESS_VALIDATION:
    'the business of the management account is not validated; do that in its account settings',
  MISSING_PAYMENT_INSTRUMENT: 'the management account has no payment method; add one in Billing, Payment preferences',
  PENDING_BUSINESS_VALIDATION: 'AWS still validates the business of the management account; run this again later',
  UNKNOWN_BUSINESS_VALIDATION:
    'AWS cannot tell whether the business of the management account is valid; ask AWS Support',
  UPDATE_EXISTING_RESOURCE_POLICY_WITH_TAGS_NOT_SUPPORTED:
    "the organization's resource policy has tags, which AWS cannot update; update that policy first",
};

/** In plain words, with what to do. @param reason - AWS's word */
export function creationFailure(reason: string | undefined): string {
  const known = reason === undefined ? undefined : REASONS[reason];
  return known === undefined ? `AWS says ${reason ?? 'nothing more'}; ask AWS Support` : `${known} (${reason})`;
}
