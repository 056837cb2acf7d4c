import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts';
import { awsAnswer, isNamed } from './aws-answer';

/** What a session may not do, tried. */
export interface ClosedDoor {
  /** Whether IAM refuses to let it become a role. Where it does not, the credentials are thrown away. */
  refuses(roleArn: string): Promise<boolean>;
}

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export class StsClosedDoor implements ClosedDoor {
  constructor(private readonly client: STSClient) {}

  refuses(roleArn: string): Promise<boolean> {
    // 15 minutes are the least that STS gives.
    const request = new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: 'orgstrap', DurationSeconds: 900 });
    const sent = this.client.send(request).then(
      () => false,
      (error: unknown) => {
        if (isNamed(error, 'AccessDenied')) return true;
        throw error;
      },
    );
    return awsAnswer(`sts:AssumeRole on ${roleArn}`, sent);
  }
}
