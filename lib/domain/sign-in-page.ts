import type { AccountId } from './account-id';
import type { Partition } from './region';

/** Where each partition signs people in to its console. */
export const SIGN_IN_HOSTS: Readonly<Record<Partition, string>> = {
  aws: 'signin.aws.amazon.com',
  'aws-us-gov': 'signin.amazonaws-us-gov.com',
  'aws-cn': 'signin.amazonaws.cn',
};

/**
 * Where IAM users of an account sign in.
 *
 * @see https://docs.aws.amazon.com/signin/latest/userguide/sign-in-urls-defined.html
 */
export function signInAddress(partition: Partition, account: AccountId): string {
  return `https://${account}.${SIGN_IN_HOSTS[partition]}/console`;
}
