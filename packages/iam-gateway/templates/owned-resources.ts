import type { PolicyDocument } from '../iam/policy-document';
import type { OidcProvider, OwnedResource } from '../iam/snapshot';
import {
  arnOfResource,
  document,
  property,
  resourcesOf,
  type StackResource,
  text,
  texts,
  uniqueMap,
} from './resources';
import type { Stack } from './template';

/**
 * The buckets, the keys, the secrets, the topics and the event buses of some stacks, by ARN, with the policies that are on
 * them.
 *
 * @throws Error where a policy is for a bucket, a secret or a topic that no stack makes.
 */
export function ownedResourcesOf(stacks: readonly Stack[]): ReadonlyMap<string, OwnedResource> {
  const policies = uniqueMap([...bucketPoliciesOf(stacks), ...secretPoliciesOf(stacks), ...topicPoliciesOf(stacks)]);
  const apart = POLICY_APART.flatMap((type) => resourcesOf(stacks, type)).map(
    (resource): readonly [string, OwnedResource] => {
      const arn = arnOfResource(resource);
      const policy = policies.get(arn);
      return [arn, { account: resource.stack.account, ...(policy && { policy }) }];
    },
  );
  const keys = resourcesOf(stacks, 'AWS::KMS::Key').map((key): readonly [string, OwnedResource] => [
    arnOfResource(key),
    {
      account: key.stack.account,
      policy: document(key, 'KeyPolicy', 'key policy').document,
      aliases: aliasesOf(key, stacks),
    },
  ]);
  const owned = uniqueMap([...apart, ...keys, ...busesOf(stacks)]);
  for (const arn of policies.keys()) {
    if (!owned.has(arn)) throw new Error(`there is a policy for ${arn}, but no stack makes it`);
  }
  return owned;
}

/** What has its policy in a resource beside it. */
const POLICY_APART: readonly string[] = ['AWS::S3::Bucket', 'AWS::SecretsManager::Secret', 'AWS::SNS::Topic'];

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

/** One policy may be for several topics. */
function topicPoliciesOf(stacks: readonly Stack[]): ReadonlyMap<string, PolicyDocument> {
  return uniqueMap(
    resourcesOf(stacks, 'AWS::SNS::TopicPolicy').flatMap((policy) =>
      texts(policy, 'Topics').map((topic): readonly [string, PolicyDocument] => [
        topic,
        document(policy, 'PolicyDocument', 'topic policy').document,
      ]),
    ),
  );
}

/** Without a policy nobody of another account sends anything to a bus. */
function busesOf(stacks: readonly Stack[]): readonly (readonly [string, OwnedResource])[] {
  return resourcesOf(stacks, 'AWS::Events::EventBus').map((bus) => {
    const policy = property(bus, 'Policy') && document(bus, 'Policy', 'bus policy').document;
    return [arnOfResource(bus), { account: bus.stack.account, ...(policy && { policy }) }];
  });
}

/** The OIDC providers of some stacks, by ARN. @throws Error where an account would have two of one URL. */
export function oidcProvidersOf(stacks: readonly Stack[]): ReadonlyMap<string, OidcProvider> {
  return uniqueMap(
    resourcesOf(stacks, 'AWS::IAM::OIDCProvider').map((provider): readonly [string, OidcProvider] => [
      arnOfResource(provider),
      { clientIds: texts(provider, 'ClientIdList') },
    ]),
  );
}
