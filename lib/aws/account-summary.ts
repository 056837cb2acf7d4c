import { GetAccountSummaryCommand, type IAMClient } from '@aws-sdk/client-iam';
import { awsAnswer } from './aws-answer';
import { unfinishedAnswer } from './aws-errors';

/** What IAM sums up about an account. */
export interface AccountSummary {
  rootUser(): Promise<RootUser>;
}

/** The credentials of the root user; with centralized root access a member account may have none. */
export interface RootUser {
  /** Undefined where AWS does not say. */
  readonly hasPassword: boolean | undefined;
  readonly hasMfa: boolean;
  readonly hasAccessKeys: boolean;
  readonly hasSigningCertificates: boolean;
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html */
export class IamAccountSummary implements AccountSummary {
  constructor(private readonly client: IAMClient) {}

  /** @throws Failure `AwsError` where the answer lacks what the checks are about: silence is not taken for safety */
  async rootUser(): Promise<RootUser> {
    const { SummaryMap: summary } = await awsAnswer(
      'iam:GetAccountSummary',
      this.client.send(new GetAccountSummaryCommand({})),
    );
    const { AccountMFAEnabled: mfa, AccountAccessKeysPresent: keys } = summary ?? {};
    if (mfa === undefined || keys === undefined) throw unfinishedAnswer('iam:GetAccountSummary', 'the root user');
    const password = summary?.AccountPasswordPresent;
    return {
      hasPassword: password === undefined ? undefined : password > 0,
      hasMfa: mfa > 0,
      hasAccessKeys: keys > 0,
      hasSigningCertificates: (summary?.AccountSigningCertificatesPresent ?? 0) > 0,
    };
  }
}
