import type { PolicyDocument } from '../policy-document';
import type { OwnedResource } from '../world';
import { arnOfResource, document, resourcesOf, type StackResource, text } from './resources-of';
import type { Stack } from './stack';
import { uniqueMap } from './unique-map';

/**
 * The buckets, the keys and the secrets of some stacks, by ARN, with the policies that are on them.
 *
 * @throws Error where a policy is for a bucket or a secret that no stack makes.
 */
export function ownedResourcesOf(stacks: readonly Stack[]): ReadonlyMap<string, OwnedResource> {
  const policies = uniqueMap([...bucketPoliciesOf(stacks), ...secretPoliciesOf(stacks)]);
  const buckets = resourcesOf(stacks, 'AWS::S3::Bucket').map((bucket): readonly [string, OwnedResource] => {
    const arn = arnOfResource(bucket);
    const policy = policies.get(arn);
    return [arn, { account: bucket.stack.account, ...(policy && { policy }) }];
  });
  const keys = resourcesOf(stacks, 'AWS::KMS::Key').map((key): readonly [string, OwnedResource] => [
    arnOfResource(key),
    {
      account: key.stack.account,
      policy: document(key, 'KeyPolicy', 'key policy').document,
      aliases: aliasesOf(key, stacks),
    },
  ]);
  const secrets = resourcesOf(stacks, 'AWS::SecretsManager::Secret').map((secret): readonly [string, OwnedResource] => {
    const arn = arnOfResource(secret);
    const policy = policies.get(arn);
    return [arn, { account: secret.stack.account, ...(policy && { policy }) }];
  });
  const owned = uniqueMap([...buckets, ...keys, ...secrets]);
  for (const arn of policies.keys()) {
    if (!owned.has(arn)) throw new Error(`there is a policy for ${arn}, but no stack makes it`);
  }
  return owned;
}

/** An alias names its key by its id or by its ARN. */
function aliasesOf(key: StackResource, stacks: readonly Stack[]): readonly string[] {
  const arn = arnOfResource(key);
  return resourcesOf(stacks, 'AWS::KMS::Alias')
    .filter((alias) => alias.stack.account === key.stack.account)
    .filter((alias) => [arn, arn.split('/').at(-1)].includes(text(alias, 'TargetKeyId')))
    .map((alias) => text(alias, 'AliasName'));
}

function bucketPoliciesOf(stacks: readonly Stack[]): ReadonlyMap<string, PolicyDocument> {
  return uniqueMap(
    resourcesOf(stacks, 'AWS::S3::BucketPolicy').map((policy) => [
      `arn:${policy.stack.partition}:s3:::${text(policy, 'Bucket')}`,
      document(policy, 'PolicyDocument', 'bucket policy').document,
    ]),
  );
}

function secretPoliciesOf(stacks: readonly Stack[]): ReadonlyMap<string, PolicyDocument> {
  return uniqueMap(
    resourcesOf(stacks, 'AWS::SecretsManager::ResourcePolicy').map((policy) => [
      text(policy, 'SecretId'),
      document(policy, 'ResourcePolicy', 'resource policy').document,
    ]),
  );
}
