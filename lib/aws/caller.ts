import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import { awsAnswer } from './aws-answer';
import { unfinishedAnswer } from './aws-errors';

/** Whose credentials these are. */
export interface Caller {
  /** The id of the account. */
  account(): Promise<string>;
}

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
export class StsCaller implements Caller {
  constructor(private readonly client: STSClient) {}

  async account(): Promise<string> {
    const { Account: account } = await awsAnswer(
      'sts:GetCallerIdentity',
      this.client.send(new GetCallerIdentityCommand({})),
    );
    if (account === undefined) throw unfinishedAnswer('sts:GetCallerIdentity', 'an account');
    return account;
  }
}
