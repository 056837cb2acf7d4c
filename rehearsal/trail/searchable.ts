import type { TrailRecord, UserIdentity } from './trail-record';

/** As CloudTrail lists what an event was about. */
export interface ResourceOfEvent {
  readonly ResourceType: string;
  readonly ResourceName: string;
}

/** By parameter, the type of what it names. */
const NAMED: Readonly<Record<string, string>> = {
  accessKeyId: 'AWS::IAM::AccessKey',
  bucketName: 'AWS::S3::Bucket',
  groupName: 'AWS::IAM::Group',
  instanceProfileName: 'AWS::IAM::InstanceProfile',
  policyArn: 'AWS::IAM::Policy',
  policyName: 'AWS::IAM::Policy',
  roleName: 'AWS::IAM::Role',
  stackName: 'AWS::CloudFormation::Stack',
  userName: 'AWS::IAM::User',
};

/** What a record says that it is about, and what its parameters name. */
export function resourcesOf({ resources = [], requestParameters }: TrailRecord): readonly ResourceOfEvent[] {
  const named = Object.entries(requestParameters ?? {}).flatMap(([parameter, value]) => {
    const type = Object.hasOwn(NAMED, parameter) ? NAMED[parameter] : undefined;
    return type === undefined || typeof value !== 'string' ? [] : [{ ResourceType: type, ResourceName: value }];
  });
  return [...resources.map(({ type, ARN }) => ({ ResourceType: type, ResourceName: ARN })), ...named];
}

/** The name of a user, or of the session of a role. */
export function userNameOf({ type, userName, principalId }: UserIdentity): string | undefined {
  if (userName !== undefined) return userName;
  return type === 'AssumedRole' ? principalId.split(/:(.*)/s)[1] : undefined;
}
