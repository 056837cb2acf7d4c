import { setTimeout } from 'node:timers/promises';
import { type CloudFormationClient, CreateStackCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CreateRoleCommand, GetRoleCommand } from '@aws-sdk/client-iam';
import {
  AttachPolicyCommand,
  CreatePolicyCommand,
  DescribePolicyCommand,
  EnableAWSServiceAccessCommand,
  EnablePolicyTypeCommand,
  type OrganizationsClient,
  PolicyType,
} from '@aws-sdk/client-organizations';
import type { AccountId } from '../../../../lib/domain/ids';
import { namesOf } from '../../../../lib/domain/names-of';
import { administratorOf, type OrgYaml, type Rehearsal } from '../../context/rehearsal';
import { NotProved } from '../../report/ledger';

/** What a StackSet of Control Tower leaves in every account that it governs. */
const GOVERNED_ROLE = 'aws-controltower-ConfigRecorderRole';
/** What AFT leaves in every account that it makes. */
const AFT_ROLE = 'AWSAFTExecution';
const STACK_SET = 'AWSControlTowerBP-BASELINE-CONFIG';

/**
 * What protects the roles of Control Tower, and its Region deny, in the words of AWS's pages.
 *
 * @see https://docs.aws.amazon.com/controltower/latest/controlreference/mandatory-controls.html
 * @see https://docs.aws.amazon.com/controltower/latest/controlreference/primary-region-deny-policy.html
 */
function controls(region: string): Readonly<Record<string, object>> {
  const control = 'arn:*:iam::*:role/AWSControlTowerExecution';
  return {
    'aws-guardrails-roles': {
      Sid: 'GRIAMROLEPOLICY',
      Effect: 'Deny',
      Action: [
        'iam:AttachRolePolicy',
        'iam:CreateRole',
        'iam:DeleteRole',
        'iam:DeleteRolePermissionsBoundary',
        'iam:DeleteRolePolicy',
        'iam:DetachRolePolicy',
        'iam:PutRolePermissionsBoundary',
        'iam:PutRolePolicy',
        'iam:UpdateAssumeRolePolicy',
        'iam:UpdateRole',
        'iam:UpdateRoleDescription',
      ],
      Resource: ['arn:*:iam::*:role/aws-controltower-*', 'arn:*:iam::*:role/*AWSControlTower*'],
      Condition: {
        ArnNotLike: { 'aws:PrincipalArn': [control, 'arn:*:iam::*:role/stacksets-exec-*'] },
      },
    },
    'aws-guardrails-regions': {
      Sid: 'GRREGIONDENY',
      Effect: 'Deny',
      NotAction: [
        'iam:*',
        'organizations:*',
        'sts:*',
        's3:GetAccountPublic*',
        's3:ListAllMyBuckets',
        'cloudfront:*',
        'support:*',
      ],
      Resource: '*',
      Condition: {
        StringNotEquals: { 'aws:RequestedRegion': [region, 'us-east-1'] },
        ArnNotLike: { 'aws:PrincipalARN': [control] },
      },
    },
  };
}

/** What there is of a landing zone, to be compared with what is there later. */
export interface LandingZone {
  readonly policies: Readonly<Record<string, string>>;
}

/** Control Tower governs the organization, and AFT has made its accounts. */
export async function makeLandingZone(rehearsal: Rehearsal, orgYaml: OrgYaml): Promise<LandingZone> {
  const { config } = orgYaml;
  const { homeRegion, organization } = config;
  const { cloudFormation, organizations } = await administratorOf(rehearsal, config, organization.managementAccount);
  await organizations.send(new EnableAWSServiceAccessCommand({ ServicePrincipal: 'controltower.amazonaws.com' }));
  await governAccounts(cloudFormation, orgYaml);
  for (const account of governedAccounts(orgYaml)) {
    const { iam } = await administratorOf(rehearsal, config, account);
    await iam.send(new CreateRoleCommand({ RoleName: AFT_ROLE, AssumeRolePolicyDocument: trust(orgYaml) }));
  }
  const type = PolicyType.SERVICE_CONTROL_POLICY;
  await organizations.send(new EnablePolicyTypeCommand({ RootId: organization.rootId, PolicyType: type }));
  const policies: Record<string, string> = {};
  for (const [name, statement] of Object.entries(controls(homeRegion))) {
    policies[name] = await attachToUnits(organizations, orgYaml, name, statement);
  }
  return { policies };
}

/** A control of the company's own, which nobody excepted anybody from. @returns its id */
export async function addControl(rehearsal: Rehearsal, orgYaml: OrgYaml): Promise<string> {
  const { config } = orgYaml;
  const { organizations } = await administratorOf(rehearsal, config, config.organization.managementAccount);
  const nobody = { Sid: 'NobodyMakesRoles', Effect: 'Deny', Action: 'iam:CreateRole', Resource: '*' };
  return attachToUnits(organizations, orgYaml, 'company-no-roles', nobody);
}

/** @throws NotProved where something of the landing zone is not as it was made */
export async function landingZoneIsThere(
  rehearsal: Rehearsal,
  orgYaml: OrgYaml,
  { policies }: LandingZone,
): Promise<string> {
  const { config } = orgYaml;
  const { organizations } = await administratorOf(rehearsal, config, config.organization.managementAccount);
  for (const [name, PolicyId] of Object.entries(policies)) {
    const { Policy: policy } = await organizations.send(new DescribePolicyCommand({ PolicyId }));
    const made = contentOf(controls(config.homeRegion)[name] ?? {});
    if (policy?.Content !== made) throw new NotProved(`${name} is ${policy?.Content}`);
  }
  for (const account of governedAccounts(orgYaml)) {
    const { iam } = await administratorOf(rehearsal, config, account);
    for (const RoleName of [GOVERNED_ROLE, AFT_ROLE]) {
      const { Role: role } = await iam.send(new GetRoleCommand({ RoleName }));
      const found = decodeURIComponent(role?.AssumeRolePolicyDocument ?? '');
      if (JSON.stringify(JSON.parse(found)) !== trust(orgYaml))
        throw new NotProved(`${RoleName} of ${account} trusts ${found}`);
    }
  }
  const { stackSets } = await rehearsal.control.report();
  const instances = stackSets.find(({ name }) => name === STACK_SET)?.instances ?? [];
  if (instances.length === 0 || instances.some(({ status }) => status !== 'CURRENT')) {
    throw new NotProved(`${STACK_SET} is not current`);
  }
  return `${Object.keys(policies).length} controls, ${instances.length} instances, two roles in each account`;
}

/** The StackSets of Control Tower are self-managed; what they leave in the accounts is the same. */
async function governAccounts(cloudFormation: CloudFormationClient, orgYaml: OrgYaml): Promise<void> {
  const { config } = orgYaml;
  const role = {
    Type: 'AWS::IAM::Role',
    Properties: { RoleName: GOVERNED_ROLE, AssumeRolePolicyDocument: JSON.parse(trust(orgYaml)) },
  };
  const OrganizationalUnitIds = unitsOf(orgYaml);
  const set = {
    Type: 'AWS::CloudFormation::StackSet',
    Properties: {
      StackSetName: STACK_SET,
      PermissionModel: 'SERVICE_MANAGED',
      AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: false },
      Capabilities: ['CAPABILITY_NAMED_IAM'],
      StackInstancesGroup: [{ DeploymentTargets: { OrganizationalUnitIds }, Regions: [config.homeRegion] }],
      TemplateBody: JSON.stringify({ Resources: { Role: role } }),
    },
  };
  const StackName = 'landing-zone';
  await cloudFormation.send(
    new CreateStackCommand({ StackName, TemplateBody: JSON.stringify({ Resources: { Set: set } }) }),
  );
  for (let looks = 0; looks < 60; looks++) {
    const { Stacks: [stack] = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
    if (stack?.StackStatus === 'CREATE_COMPLETE') return;
    await setTimeout(500);
  }
  throw new NotProved(`${StackName} is not complete`);
}

async function attachToUnits(
  organizations: OrganizationsClient,
  orgYaml: OrgYaml,
  Name: string,
  statement: object,
): Promise<string> {
  const { Policy: policy } = await organizations.send(
    new CreatePolicyCommand({
      Name,
      Description: Name,
      Type: PolicyType.SERVICE_CONTROL_POLICY,
      Content: contentOf(statement),
    }),
  );
  const PolicyId = policy?.PolicySummary?.Id ?? '';
  for (const TargetId of unitsOf(orgYaml)) await organizations.send(new AttachPolicyCommand({ PolicyId, TargetId }));
  return PolicyId;
}

function contentOf(statement: object): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}

function trust({ config }: OrgYaml): string {
  const principal = { AWS: namesOf(config).rootArn(config.organization.managementAccount) };
  const allow = { Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' };
  return JSON.stringify({ Version: '2012-10-17', Statement: [allow] });
}

export function unitsOf({ config }: OrgYaml): string[] {
  return config.environments.flatMap(({ organizationalUnits }) => organizationalUnits);
}

function governedAccounts({ config }: OrgYaml): readonly AccountId[] {
  return config.environments.flatMap(({ accounts }) => accounts.map(({ id }) => id));
}
