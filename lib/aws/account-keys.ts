import {
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  type KMSClient,
} from '@aws-sdk/client-kms';
import { awsAnswer, isNamed } from './aws-answer';

/** KMS keys of one account, as its auditor role sees them. */
export interface AccountKeys {
  /** The key of an alias. Undefined where there is no such alias. @param alias - its ARN */
  key(alias: string): Promise<FoundKey | undefined>;
}

export interface FoundKey {
  readonly arn: string;
  /** `Enabled`, `Disabled`, `PendingDeletion` or another. */
  readonly state: string;
  readonly isRotated: boolean;
  /** Its key policy, as JSON. */
  readonly policy: string;
}

/**
 * Only DescribeKey takes an alias for a key.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyPolicy.html
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyRotationStatus.html
 */
export class KmsAccountKeys implements AccountKeys {
  /** @param clientIn - of a Region: each key is asked for in its own */
  constructor(private readonly clientIn: (region: string) => KMSClient) {}

  async key(alias: string): Promise<FoundKey | undefined> {
    const client = this.clientIn(alias.split(':')[3] ?? '');
    const sent = client.send(new DescribeKeyCommand({ KeyId: alias })).catch((error: unknown) => {
      if (isNamed(error, 'NotFoundException')) return undefined;
      throw error;
    });
    const described = (await awsAnswer('kms:DescribeKey', sent))?.KeyMetadata;
    const arn = described?.Arn;
    if (arn === undefined) return undefined;
    const [policy, rotation] = await Promise.all([
      awsAnswer('kms:GetKeyPolicy', client.send(new GetKeyPolicyCommand({ KeyId: arn, PolicyName: 'default' }))),
      awsAnswer('kms:GetKeyRotationStatus', client.send(new GetKeyRotationStatusCommand({ KeyId: arn }))),
    ]);
    return {
      arn,
      state: described?.KeyState ?? '',
      isRotated: rotation.KeyRotationEnabled === true,
      policy: policy.Policy ?? '',
    };
  }
}
