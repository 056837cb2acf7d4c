import type { AccountId } from '../../domain/ids';
import { deploymentAccountOf, type OrgConfig } from '../../domain/org-config';
import type { AccountRights, CommandRights, ResourceTypes } from './command-rights';
import { commandPolicy } from './values';

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

export const DEPLOY: CommandRights = {
  purpose:
    'It deploys the stacks of org.yaml with npx cdk deploy, whose CloudFormation works with the permissions of who deploys, and asks sts:GetCallerIdentity, which nobody needs a permission for.',
  of: async (config, types) => {
    const { managementAccount } = config.organization;
    const account = deploymentAccountOf(config);
    const own = await rightsIn(config, account, types, 'guardrails.deployers, or whoever runs cdk deploy there');
    if (config.guardrails === undefined || account === managementAccount) return [own];
    return [
      own,
      await rightsIn(config, managementAccount, types, 'whoever installs the guardrails: -c guardrails=true'),
    ];
  },
};

async function rightsIn(
  config: OrgConfig,
  account: AccountId,
  types: ResourceTypes,
  who: string,
): Promise<AccountRights> {
  const wanted = new Set([...(await types(account))].map(documentOf));
  wanted.delete(undefined);
  const policies = ['stacks', ...[...wanted].sort()].map((name) =>
    commandPolicy(`deploy.${name}`, config, account, (sid) => isWanted(config, sid)),
  );
  return { account, who, policies: policies.filter((policy) => policy !== undefined) };
}

/** @throws Error where nobody has written down what a type takes */
function documentOf(type: string): string | undefined {
  const document = DOCUMENT_OF_TYPE[type];
  if (document === undefined && !WITHOUT_PERMISSION.has(type)) throw new Error(`nobody knows what ${type} takes`);
  return document;
}

function isWanted({ deployFrom, tags }: OrgConfig, sid: string): boolean {
  if (sid === 'TagTheStacksOfOrgstrap') return tags !== undefined;
  return sid !== 'LetCloudFormationSeeThatThisAccountIsADelegatedAdministrator' || deployFrom === 'ops';
}
