import type { PolicyDocument } from '../../packages/iam-gateway/iam/policy-document';
import type { OwnedResource, Snapshot } from '../../packages/iam-gateway/iam/snapshot';
import { ACCOUNT } from './places';

/**
 * Whose a resource is that orgstrap did not make: the product account's, unless its ARN names another.
 *
 * A key has the policy that KMS gives it where nobody says otherwise.
 */
export function ownerOf({ resources }: Snapshot, arn: string): OwnedResource | undefined {
  if (arn === '*') return undefined;
  const [, , service, , account, resource = ''] = arn.split(':');
  if (service === 'iam' || service === 'sts' || resources.has(arn) || resources.has(bucketOf(arn))) return undefined;
  if (service === 'kms' && resource.startsWith('key/'))
    return { account: account || ACCOUNT, policy: DEFAULT_KEY_POLICY };
  return account ? undefined : { account: ACCOUNT };
}

function bucketOf(arn: string): string {
  return arn.split('/', 1)[0] ?? arn;
}

/** @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html */
const DEFAULT_KEY_POLICY: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'EnableIamUserPermissions',
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
      Action: 'kms:*',
      Resource: '*',
    },
  ],
};
