import type { AccountId } from './account-id';

/**
 * The ARN of an IAM role or an IAM user, with its path, as `aws:PrincipalArn` has it. The session of a role has another ARN,
 * which names no path; and no wildcard is part of one.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
 */
export type PrincipalArn = string & { readonly PrincipalArn: unique symbol };

export const PRINCIPAL_ARN = /^arn:(?:aws|aws-cn|aws-us-gov):iam::[0-9]{12}:(?:role|user)\/[A-Za-z0-9+=,.@_/-]+$/;

export function isPrincipalArn(text: string): text is PrincipalArn {
  return PRINCIPAL_ARN.test(text);
}

export function partitionOfPrincipal(arn: PrincipalArn): string {
  return arn.split(':')[1] ?? '';
}

export function accountOfPrincipal(arn: PrincipalArn): AccountId {
  return arn.split(':')[4] as AccountId;
}
