import { isObject } from '../../domain/json';
import { type AccessChange, toRead, widens } from '../../iam/access-change';
import {
  document,
  grantsEntry,
  harmless,
  higherWidens,
  moreNarrows,
  moreWidens,
  moreWidensFewerToRead,
  openSwitches,
  type PropertyRule,
  protectiveSwitches,
  protects,
} from './property-rules';
import { compareTargets } from './stack-set-targets';
import type { Properties } from './template';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html */
const PUBLIC_ACCESS_BLOCK = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'];

/** A new bucket is private, unless its template says otherwise: S3 blocks public access where nothing is said about it. */
function newBucket({ PublicAccessBlockConfiguration: block, AccessControl: acl }: Properties): readonly AccessChange[] {
  const open = isObject(block) ? PUBLIC_ACCESS_BLOCK.filter((name) => String(block[name]) !== 'true') : [];
  return [
    ...(open.length > 0 ? [widens('a new bucket whose public access block is not complete', open)] : []),
    ...(block !== undefined && !isObject(block) ? [toRead('a new bucket whose public access block is not known')] : []),
    ...(acl === undefined ? [] : [toRead('a new bucket with an AccessControl')]),
  ];
}

/** What a resource that comes or goes does to what anybody may do. */
export type ExistenceRule =
  /** Somebody or something that can act or be trusted: it widens when it comes, and narrows when it goes. */
  | { readonly is: 'an actor'; readonly noun: string }
  /** What it says is in its documents and lists, which are compared with none. */
  | { readonly is: 'what it says' }
  /** It gives nobody anything when it comes; what it kept or watched is gone when it goes. */
  | { readonly is: 'a thing' };

export interface ResourceRule {
  readonly existence: ExistenceRule;
  /** The properties that orgstrap understands; any other one is for a person to read. */
  readonly properties: Readonly<Record<string, PropertyRule>>;
  /** What a new one of them lets in though it is a mere thing. */
  readonly whenNew?: (properties: Properties) => readonly AccessChange[];
}

const SAYS: ExistenceRule = { is: 'what it says' };
const THING: ExistenceRule = { is: 'a thing' };
const NAMING = { Description: harmless };
/** Not of roles and users: there they are what policies of others may admit them by. */
const TAGGED = { Tags: harmless };

function actor(noun: string): ExistenceRule {
  return { is: 'an actor', noun };
}

/** Judged with their holders, policies and policies' statements together: see `compare-holders.ts`. */
const HOLDER = {
  ...NAMING,
  Policies: harmless,
  ManagedPolicyArns: harmless,
  PermissionsBoundary: protects('the permissions boundary'),
};

const POLICY: ResourceRule = {
  existence: SAYS,
  properties: { ...NAMING, PolicyDocument: harmless, Roles: harmless, Users: harmless, Groups: harmless },
};

const RESOURCE_POLICY: ResourceRule = { existence: SAYS, properties: { PolicyDocument: document('policy') } };

/** By CloudFormation type; a type that is not here is for a person to read. */
export const RESOURCE_RULES: Readonly<Record<string, ResourceRule>> = {
  'AWS::IAM::Role': {
    existence: actor('role'),
    properties: {
      ...HOLDER,
      AssumeRolePolicyDocument: document('trust'),
      MaxSessionDuration: higherWidens('the longest session in seconds', 3600),
    },
  },
  'AWS::IAM::User': {
    existence: actor('user'),
    properties: { ...HOLDER, Groups: moreWidensFewerToRead('groups'), LoginProfile: grantsEntry('a console password') },
  },
  'AWS::IAM::Group': { existence: actor('group'), properties: HOLDER },
  'AWS::IAM::ManagedPolicy': POLICY,
  'AWS::IAM::Policy': POLICY,
  'AWS::IAM::UserToGroupAddition': {
    existence: SAYS,
    properties: { Users: moreWidensFewerToRead('users of the group') },
  },
  'AWS::IAM::AccessKey': { existence: actor('access key'), properties: {} },
  'AWS::IAM::InstanceProfile': { existence: actor('instance profile'), properties: { Roles: moreWidens('roles') } },
  'AWS::IAM::OIDCProvider': {
    existence: actor('identity provider'),
    properties: { ...TAGGED, ClientIdList: moreWidens('audiences'), ThumbprintList: moreWidens('thumbprints') },
  },
  'AWS::IAM::SAMLProvider': { existence: actor('identity provider'), properties: {} },
  'AWS::SSO::Assignment': { existence: actor('assignment of a group to an account'), properties: {} },
  'AWS::SSO::PermissionSet': {
    existence: SAYS,
    properties: {
      ...NAMING,
      ...TAGGED,
      ManagedPolicies: moreWidensFewerToRead('managed policies'),
      PermissionsBoundary: protects('the permissions boundary'),
    },
  },
  'AWS::S3::BucketPolicy': RESOURCE_POLICY,
  'AWS::SNS::TopicPolicy': RESOURCE_POLICY,
  'AWS::SQS::QueuePolicy': RESOURCE_POLICY,
  'AWS::SecretsManager::ResourcePolicy': {
    existence: SAYS,
    properties: { ResourcePolicy: document('policy'), BlockPublicPolicy: protects('the refusal of public policies') },
  },
  'AWS::KMS::Key': {
    existence: SAYS,
    properties: {
      ...NAMING,
      ...TAGGED,
      KeyPolicy: document('key policy'),
      EnableKeyRotation: harmless,
      PendingWindowInDays: harmless,
    },
  },
  'AWS::Organizations::Policy': {
    existence: SAYS,
    properties: { ...NAMING, ...TAGGED, Content: document('policy'), TargetIds: moreNarrows('targets') },
  },
  'AWS::CloudFormation::StackSet': {
    existence: SAYS,
    properties: {
      ...NAMING,
      ...TAGGED,
      // The member template is judged for itself, with the parameters in it.
      TemplateBody: harmless,
      Parameters: harmless,
      StackInstancesGroup: compareTargets,
      AutoDeployment: openSwitches('auto-deployment', ['Enabled', 'RetainStacksOnAccountRemoval'], ['DependsOn']),
      OperationPreferences: harmless,
      ManagedExecution: harmless,
    },
  },
  'AWS::S3::Bucket': {
    existence: THING,
    properties: {
      ...TAGGED,
      PublicAccessBlockConfiguration: protectiveSwitches('the public access block', PUBLIC_ACCESS_BLOCK),
    },
    whenNew: newBucket,
  },
  'AWS::KMS::Alias': { existence: THING, properties: {} },
  'AWS::SecretsManager::Secret': { existence: THING, properties: TAGGED },
  'AWS::CloudTrail::Trail': { existence: THING, properties: TAGGED },
  'AWS::CloudWatch::Alarm': { existence: THING, properties: TAGGED },
  'AWS::Logs::LogGroup': { existence: THING, properties: TAGGED },
  'AWS::Logs::MetricFilter': { existence: THING, properties: {} },
  'AWS::SNS::Topic': { existence: THING, properties: TAGGED },
};
