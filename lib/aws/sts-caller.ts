import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import type { Caller } from './caller';
import { explained } from './explained';

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
export class StsCaller implements Caller {
  constructor(private readonly client: STSClient) {}

  async account(): Promise<string> {
    const { Account: account } = await explained(
      'sts:GetCallerIdentity',
      this.client.send(new GetCallerIdentityCommand({})),
    );
    return account ?? '';
  }
}
