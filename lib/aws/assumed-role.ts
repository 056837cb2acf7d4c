import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts';
import { awsAnswer } from './aws-answer';
import { unfinishedAnswer } from './aws-errors';

/** What the clients of the SDK take. */
export interface RoleCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** A session of a role. */
export interface RoleSession {
  readonly credentials: RoleCredentials;
  /** Who it says that it is: what was given when it began, or what a session before it was given. */
  readonly sourceIdentity?: string;
}

/** Becomes a role with the credentials at hand. */
export async function assumedRole(client: STSClient, roleArn: string): Promise<RoleCredentials> {
  return (await assumedSession(client, roleArn)).credentials;
}

/** The same. @param sourceIdentity - who it says that it is, for ever; without one it says what the session at hand says */
export async function assumedSession(
  client: STSClient,
  roleArn: string,
  sourceIdentity?: string,
): Promise<RoleSession> {
  const request = new AssumeRoleCommand({
    RoleArn: roleArn,
    RoleSessionName: 'orgstrap',
    ...(sourceIdentity !== undefined && { SourceIdentity: sourceIdentity }),
  });
  const answer = await awsAnswer(`sts:AssumeRole on ${roleArn}`, client.send(request));
  const { Credentials: given, SourceIdentity: said } = answer;
  if (!given?.AccessKeyId || !given.SecretAccessKey || !given.SessionToken) {
    throw unfinishedAnswer(`sts:AssumeRole on ${roleArn}`, 'credentials');
  }
  const credentials = {
    accessKeyId: given.AccessKeyId,
    secretAccessKey: given.SecretAccessKey,
    sessionToken: given.SessionToken,
  };
  return { credentials, ...(said !== undefined && { sourceIdentity: said }) };
}
