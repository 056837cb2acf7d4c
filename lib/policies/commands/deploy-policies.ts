import type { AccountId } from '../../domain/ids';
import { deploymentAccountOf, type OrgConfig } from '../../domain/org-config';
import type { ReviewedPolicy } from '../load-policy';
import { commandPolicy, type Reach } from './command-policy';

/**
 * Of each type of resource that a stack of orgstrap may hold, the document with what CloudFormation's handler of it asks for, as far as
 * templates of orgstrap use it. A stack has no role of its own, so that CloudFormation works with the permissions of who deploys.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resource-type-schemas.html
 */
export const DOCUMENT_OF_TYPE: Readonly<Record<string, string>> = {
  'AWS::AccessAnalyzer::Analyzer': 'audit',
  'AWS::CloudFormation::StackSet': 'stack-sets',
  'AWS::CloudTrail::Trail': 'cloudtrail',
  'AWS::CloudWatch::Alarm': 'audit',
  'AWS::Events::EventBus': 'events',
  'AWS::Events::Rule': 'events',
  'AWS::Scheduler::Schedule': 'events',
  'AWS::IAM::Group': 'iam',
  'AWS::IAM::ManagedPolicy': 'iam',
  'AWS::IAM::OIDCProvider': 'oidc-providers',
  'AWS::IAM::Role': 'iam',
  'AWS::IAM::User': 'iam',
  'AWS::KMS::Alias': 'kms',
  'AWS::KMS::Key': 'kms',
  'AWS::Logs::LogGroup': 'audit',
  'AWS::Logs::MetricFilter': 'audit',
  'AWS::Organizations::Policy': 'organizations',
  'AWS::S3::Bucket': 's3',
  'AWS::S3::BucketPolicy': 's3',
  'AWS::SNS::Subscription': 'audit',
  'AWS::SNS::Topic': 'audit',
  'AWS::SNS::TopicPolicy': 'audit',
  'AWS::SSO::Assignment': 'sso',
  'AWS::SSO::PermissionSet': 'sso',
  'AWS::SecretsManager::ResourcePolicy': 'secretsmanager',
  'AWS::SecretsManager::Secret': 'secretsmanager',
};

/** What asks AWS for nothing: CloudFormation makes it of nothing. */
export const WITHOUT_PERMISSION: ReadonlySet<string> = new Set(['AWS::CloudFormation::WaitConditionHandle']);

/** What `cdk deploy` needs in an account where its stacks have some types of resources. @throws Error where nobody has written down what a type takes */
export function deployPoliciesOfTypes(
  config: OrgConfig,
  account: AccountId,
  types: Iterable<string>,
): readonly ReviewedPolicy[] {
  const wanted = new Set([...types].map(documentOf).filter((document) => document !== undefined));
  return deployPolicies(config, account, wanted, 'now');
}

/**
 * What it needs there whatever the next edit of `org.yaml` adds or removes: the account itself decides, for an edit that gave it another
 * part to play is one that a person deploys.
 */
export function lastingDeployPolicies(config: OrgConfig, account: AccountId): readonly ReviewedPolicy[] {
  return deployPolicies(config, account, lastingDocuments(config, account), 'lasting');
}

function lastingDocuments(config: OrgConfig, account: AccountId): ReadonlySet<string> {
  const { accounts, guardrails, organization, people } = config;
  const isDeployment = account === deploymentAccountOf(config);
  const unwanted = new Set([
    ...(isDeployment ? [] : ['stack-sets', 'audit']),
    ...(account === accounts.terraform ? [] : ['kms', 's3', 'secretsmanager']),
    ...(account === organization.managementAccount && guardrails !== undefined ? [] : ['organizations']),
    ...(isDeployment && people?.signIn.source === 'identityCenter' ? [] : ['sso']),
  ]);
  return new Set(Object.values(DOCUMENT_OF_TYPE).filter((document) => !unwanted.has(document)));
}

function deployPolicies(
  config: OrgConfig,
  account: AccountId,
  documents: ReadonlySet<string>,
  reach: Reach,
): readonly ReviewedPolicy[] {
  return ['stacks', ...[...documents].sort()]
    .map((name) =>
      commandPolicy(`deploy.${name}`, config, account, { isWanted: (sid) => isWanted(config, sid, reach), reach }),
    )
    .filter((policy) => policy !== undefined);
}

/** @throws Error where nobody has written down what a type takes */
function documentOf(type: string): string | undefined {
  const document = DOCUMENT_OF_TYPE[type];
  if (document === undefined && !WITHOUT_PERMISSION.has(type)) throw new Error(`nobody knows what ${type} takes`);
  return document;
}

function isWanted({ audit, deployFrom, state, tags }: OrgConfig, sid: string, reach: Reach): boolean {
  if (OF_REPLICAS.has(sid)) return reach === 'lasting' || state?.replica !== undefined;
  if (sid === 'LetCloudFormationLockObjects') {
    return reach === 'lasting' || state?.objectLock !== undefined || audit?.objectLock !== undefined;
  }
  if (sid === 'TagTheStacksOfOrgstrap') return tags !== undefined;
  return sid !== 'LetCloudFormationSeeThatThisAccountIsADelegatedAdministrator' || deployFrom === 'ops';
}

const OF_REPLICAS: ReadonlySet<string> = new Set([
  'LetCloudFormationSetUpReplication',
  'LetS3WorkAsTheReplicationRoles',
]);

/** What StackSets do meanwhile. */
export function watchPolicy(config: OrgConfig): ReviewedPolicy | undefined {
  return commandPolicy('watch', config, deploymentAccountOf(config));
}
