import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts';
import { awsAnswer } from './aws-answer';
import { unfinishedAnswer } from './aws-errors';

/** What the clients of the SDK take. */
export interface RoleCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** Becomes a role with the credentials at hand. */
export async function assumedRole(client: STSClient, roleArn: string): Promise<RoleCredentials> {
  const request = new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: 'orgstrap' });
  const { Credentials: given } = await awsAnswer(`sts:AssumeRole on ${roleArn}`, client.send(request));
  if (!given?.AccessKeyId || !given.SecretAccessKey || !given.SessionToken) {
    throw unfinishedAnswer(`sts:AssumeRole on ${roleArn}`, 'credentials');
  }
  return {
    accessKeyId: given.AccessKeyId,
    secretAccessKey: given.SecretAccessKey,
    sessionToken: given.SessionToken,
  };
}
