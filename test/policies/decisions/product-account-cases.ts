import { servicePolicies } from '../../../lib/policies/service-policies';
import type { Documents } from '../../support/decide';
import { ask, type Case, EVERYTHING } from './case';
import { BOUNDARY, PRODUCT, type Sources, without } from './sources';

const { plan, apply } = servicePolicies(['iam', 'lambda'], {
  partition: 'aws',
  account: PRODUCT,
  workloadPath: '/workload/',
});
const terraform = (sources: Sources): Documents => ({
  permissions: [...plan, ...apply].map(({ document }) => document),
  boundary: sources['terraform-role.boundary'],
});
/** A workload's role with everything that Terraform could attach to it. */
const workload = (sources: Sources): Documents => ({
  permissions: [EVERYTHING],
  boundary: sources['terraform-role.boundary'],
});

const WORKLOAD_ROLE = `arn:aws:iam::${PRODUCT}:role/workload/app`;
const bounded = { 'iam:PermissionsBoundary': BOUNDARY };

const elsewhere = (role: string): string => `arn:aws:iam::${PRODUCT}:role/${role}`;
export const PRODUCT_ACCOUNT: readonly Case[] = [
  {
    when: 'Terraform makes a workload’s role that wears the boundary',
    then: 'allowed',
    ask: ask('iam:CreateRole', WORKLOAD_ROLE, bounded),
    documents: terraform,
  },
  {
    when: 'Terraform makes a workload’s role without the boundary',
    then: 'explicitly denied',
    ask: ask('iam:CreateRole', WORKLOAD_ROLE, {}),
    documents: terraform,
  },
  {
    when: 'Terraform makes a workload’s role with another boundary',
    then: 'explicitly denied',
    ask: ask('iam:CreateRole', WORKLOAD_ROLE, { 'iam:PermissionsBoundary': `${BOUNDARY}2` }),
    documents: terraform,
  },
  {
    when: 'Terraform makes a role off the workloads’ path',
    then: 'explicitly denied',
    ask: ask('iam:CreateRole', elsewhere('app'), bounded),
    documents: terraform,
  },
  {
    when: 'Terraform passes a workload’s role to a service that is listed',
    then: 'allowed',
    ask: ask('iam:PassRole', WORKLOAD_ROLE, { 'iam:PassedToService': 'lambda.amazonaws.com' }),
    documents: terraform,
  },
  {
    when: 'Terraform passes a workload’s role to a service that is not',
    then: 'implicitly denied',
    ask: ask('iam:PassRole', WORKLOAD_ROLE, { 'iam:PassedToService': 'glue.amazonaws.com' }),
    documents: terraform,
  },
  {
    when: 'a workload passes itself on where iam is not listed',
    then: 'allowed',
    ask: ask('iam:PassRole', WORKLOAD_ROLE, {}),
    documents: (sources) => ({
      permissions: [EVERYTHING],
      boundary: without(sources['terraform-role.boundary'], 'OnlyTheServicesOfOrgYaml'),
    }),
  },
  ...[
    'orgstrap/orgstrap-terraform',
    'stacksets-exec-1',
    'OrganizationAccountAccessRole',
    'cdk-x',
    'aws-reserved/sso/x',
  ].flatMap((role): readonly Case[] =>
    ['sts:AssumeRole', 'iam:PassRole', 'iam:UpdateAssumeRolePolicy', 'iam:PutRolePolicy'].map((action) => ({
      when: `a workload with all permissions asks for ${action} on ${role}`,
      then: 'explicitly denied',
      ask: ask(action, elsewhere(role), bounded),
      documents: workload,
    })),
  ),
  {
    when: 'a workload with all permissions changes the boundary',
    then: 'explicitly denied',
    ask: ask('iam:CreatePolicyVersion', BOUNDARY, {}),
    documents: workload,
  },
  {
    when: 'a workload with all permissions makes a policy off the workloads’ path',
    then: 'explicitly denied',
    ask: ask('iam:CreatePolicy', `arn:aws:iam::${PRODUCT}:policy/app`, {}),
    documents: workload,
  },
  {
    when: 'a workload with all permissions takes its boundary off',
    then: 'explicitly denied',
    ask: ask('iam:DeleteRolePermissionsBoundary', WORKLOAD_ROLE, bounded),
    documents: workload,
  },
  {
    when: 'a workload with all permissions gives a user a key for SSH',
    then: 'explicitly denied',
    ask: ask('iam:UploadSSHPublicKey', `arn:aws:iam::${PRODUCT}:user/x`, bounded),
    documents: workload,
  },
  {
    when: 'a workload with all permissions makes a user',
    then: 'explicitly denied',
    ask: ask('iam:CreateUser', `arn:aws:iam::${PRODUCT}:user/x`, bounded),
    documents: workload,
  },
  {
    when: 'a workload with all permissions stops the trail',
    then: 'explicitly denied',
    ask: ask('cloudtrail:StopLogging', `arn:aws:cloudtrail:eu-west-1:${PRODUCT}:trail/x`, {}),
    documents: workload,
  },
  {
    when: 'a workload with all permissions makes a StackSet',
    then: 'explicitly denied',
    ask: ask('cloudformation:CreateStackSet', '*', {}),
    documents: workload,
  },
  {
    when: 'a workload with all permissions deletes the stack with the Terraform role',
    then: 'explicitly denied',
    ask: ask('cloudformation:DeleteStack', `arn:aws:cloudformation:eu-west-1:${PRODUCT}:stack/StackSet-orgstrap/1`, {}),
    documents: workload,
  },
  {
    when: 'a workload uses a service that org.yaml does not list',
    then: 'implicitly denied',
    ask: ask('sagemaker:CreateNotebookInstance', '*', {}),
    documents: workload,
  },
  {
    when: 'a workload uses a service that org.yaml lists',
    then: 'allowed',
    ask: ask('s3:GetObject', 'arn:aws:s3:::bucket/key', {}),
    documents: workload,
  },
  { when: 'a workload sends traces', then: 'allowed', ask: ask('xray:PutTraceSegments', '*', {}), documents: workload },
];
