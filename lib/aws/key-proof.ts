import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts';
import type { NewAccessKey } from './access-keys';
import { awsAnswer, isNamed } from './aws-answer';

/** Tries a key out as CI will use it. */
export interface KeyProof {
  /** Whether the key becomes the role; a key that was just made may need some seconds until it does. */
  becomes(key: NewAccessKey, roleArn: string): Promise<boolean>;
}

/** How often a key is tried, and how long is waited in between: AWS knows a new key within seconds, mostly. */
const ATTEMPTS = 15;
const PAUSE_MILLISECONDS = 2_000;

/** What AWS answers about a key that it does not know yet, or whose user it does not know to be allowed. */
const NOT_YET = ['InvalidClientTokenId', 'AccessDenied', 'SignatureDoesNotMatch'];

/**
 * IAM is eventually consistent, so that a refusal becomes an answer only after some time.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_general.html#troubleshoot_general_eventual-consistency
 */
export class StsKeyProof implements KeyProof {
  constructor(
    /** A client that works with a key. */
    private readonly clientOf: (key: NewAccessKey) => STSClient,
    private readonly pause: (milliseconds: number) => Promise<void>,
  ) {}

  async becomes(key: NewAccessKey, roleArn: string): Promise<boolean> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      if (await this.trial(key, roleArn)) return true;
      if (attempt < ATTEMPTS) await this.pause(PAUSE_MILLISECONDS);
    }
    return false;
  }

  private trial(key: NewAccessKey, roleArn: string): Promise<boolean> {
    const request = new AssumeRoleCommand({
      RoleArn: roleArn,
      RoleSessionName: 'orgstrap-key-rotate',
      DurationSeconds: SHORTEST_SECONDS,
    });
    const answer = this.clientOf(key)
      .send(request)
      .then(
        () => true,
        (error: unknown) => {
          if (isNamed(error, ...NOT_YET)) return false;
          throw error;
        },
      );
    return awsAnswer('sts:AssumeRole', answer);
  }
}

/** What it answers is thrown away; it lives as short as AWS lets it. */
const SHORTEST_SECONDS = 900;
