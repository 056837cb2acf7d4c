import type { Stack } from './stack';

/** What decides about access and is read, and what does not decide about it. */
const TYPES: ReadonlySet<string> = new Set([
  'AWS::AccessAnalyzer::Analyzer',
  'AWS::CloudFormation::StackSet',
  'AWS::CloudTrail::Trail',
  'AWS::Events::EventBus',
  'AWS::Events::Rule',
  'AWS::IAM::Group',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::OIDCProvider',
  'AWS::IAM::Role',
  'AWS::IAM::User',
  'AWS::KMS::Alias',
  'AWS::KMS::Key',
  'AWS::Logs::LogGroup',
  'AWS::Organizations::Policy',
  'AWS::S3::Bucket',
  'AWS::S3::BucketPolicy',
  'AWS::SSO::Assignment',
  'AWS::SSO::PermissionSet',
  'AWS::SecretsManager::ResourcePolicy',
  'AWS::SecretsManager::Secret',
  'AWS::SNS::Subscription',
  'AWS::SNS::Topic',
  'AWS::SNS::TopicPolicy',
]);

/** @throws Error for a type of which nobody has said whether it decides about access. */
export function refuseUnknownTypes(stacks: readonly Stack[]): void {
  for (const { name, template } of stacks) {
    for (const [id, { type }] of template.resources) {
      if (!TYPES.has(type)) throw new Error(`${name} makes ${id}, an ${type}, which is not evaluated here`);
    }
  }
}
