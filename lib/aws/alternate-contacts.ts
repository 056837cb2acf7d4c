import { type AccountClient, GetAlternateContactCommand } from '@aws-sdk/client-account';
import type { AccountId } from '../domain/ids';
import { awsAnswer, isNamed } from './aws-answer';
import type { Throttle } from './throttle';

/** Whom AWS writes to about the security of an account, beside the root user. */
export interface AlternateContacts {
  /**
   * @param account - a member account, which Account Management tells the management account and its own delegated administrator alone; without it, the account of the credentials
   * @throws Failure `AwsRefused` also where Account Management has no trusted access, or the account is in no organization of the caller's
   */
  hasSecurityContact(account?: AccountId): Promise<boolean>;
}

/** @see https://docs.aws.amazon.com/accounts/latest/reference/API_GetAlternateContact.html */
export class AwsAlternateContacts implements AlternateContacts {
  constructor(
    private readonly client: AccountClient,
    private readonly turn: Throttle,
  ) {}

  hasSecurityContact(account?: AccountId): Promise<boolean> {
    const asked = new GetAlternateContactCommand({ AlternateContactType: 'SECURITY', AccountId: account });
    const sent = this.turn(() => this.client.send(asked)).then(
      () => true,
      (error: unknown) => {
        if (isNamed(error, 'ResourceNotFoundException')) return false;
        throw error;
      },
    );
    return awsAnswer('account:GetAlternateContact', sent);
  }
}
