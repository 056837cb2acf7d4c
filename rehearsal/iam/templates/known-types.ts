import type { Stack } from './stack';

/** What decides about access and is read, and what does not decide about it. */
const TYPES: ReadonlySet<string> = new Set([
  'AWS::CloudFormation::StackSet',
  'AWS::IAM::Group',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::OIDCProvider',
  'AWS::IAM::Role',
  'AWS::IAM::User',
  'AWS::KMS::Alias',
  'AWS::KMS::Key',
  'AWS::Organizations::Policy',
  'AWS::S3::Bucket',
  'AWS::S3::BucketPolicy',
  'AWS::SecretsManager::ResourcePolicy',
  'AWS::SecretsManager::Secret',
]);

/** @throws Error for a type of which nobody has said whether it decides about access. */
export function refuseUnknownTypes(stacks: readonly Stack[]): void {
  for (const { name, template } of stacks) {
    for (const [id, { type }] of template.resources) {
      if (!TYPES.has(type)) throw new Error(`${name} makes ${id}, an ${type}, which is not evaluated here`);
    }
  }
}
