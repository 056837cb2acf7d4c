import {
  GetAccountPasswordPolicyCommand,
  type IAMClient,
  UpdateAccountPasswordPolicyCommand,
} from '@aws-sdk/client-iam';
import { awsAnswer, isNamed } from './aws-answer';
import { unfinishedAnswer } from './aws-errors';

/** What an account asks of the passwords of its IAM users. */
export interface PasswordPolicy {
  readonly minimumLength: number;
  /** How many earlier passwords may not be used again. */
  readonly remembered: number;
}

export interface PasswordPolicies {
  /** Undefined where the account has set none: then AWS asks for eight characters. */
  read(): Promise<PasswordPolicy | undefined>;
  /** Asks for no less than that, and for everything else that the account asks for already. */
  strengthen(least: PasswordPolicy): Promise<void>;
}

/**
 * AWS replaces the policy as a whole, so that what is not said again is lost.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountPasswordPolicy.html
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccountPasswordPolicy.html
 */
export class IamPasswordPolicies implements PasswordPolicies {
  constructor(private readonly client: IAMClient) {}

  async read(): Promise<PasswordPolicy | undefined> {
    const found = await this.found();
    if (found === undefined) return undefined;
    return { minimumLength: found.MinimumPasswordLength ?? 0, remembered: found.PasswordReusePrevention ?? 0 };
  }

  async strengthen({ minimumLength, remembered }: PasswordPolicy): Promise<void> {
    const { ExpirePasswords: _, MaxPasswordAge: age, ...found } = (await this.found()) ?? {};
    const request = new UpdateAccountPasswordPolicyCommand({
      ...found,
      // Zero is how AWS says that passwords do not expire, and nothing that it takes.
      ...(age ? { MaxPasswordAge: age } : {}),
      MinimumPasswordLength: Math.max(minimumLength, found.MinimumPasswordLength ?? 0),
      PasswordReusePrevention: Math.max(remembered, found.PasswordReusePrevention ?? 0),
    });
    await awsAnswer('iam:UpdateAccountPasswordPolicy', this.client.send(request));
  }

  private async found() {
    const sent = this.client.send(new GetAccountPasswordPolicyCommand({})).catch((error: unknown) => {
      if (isNamed(error, 'NoSuchEntityException', 'NoSuchEntity')) return undefined;
      throw error;
    });
    const answer = await awsAnswer('iam:GetAccountPasswordPolicy', sent);
    if (answer === undefined) return undefined;
    // Silence is not taken for a policy that asks for nothing, which would be written over the one that is there.
    if (answer.PasswordPolicy === undefined) throw unfinishedAnswer('iam:GetAccountPasswordPolicy', 'a policy');
    return answer.PasswordPolicy;
  }
}
