import type { RequestContext } from '../iam/request';
import { Malformed, Unmapped } from '../requests/refusals';
import type { Parameters } from '../requests/wire-request';
import type { QueryTable, RequiredPermission } from './table';
import { arnHere, type RequestPlace } from './table';
import { tagContext, tagsInForm } from './tags';

/**
 * What CloudFormation then does by itself, with the caller's permissions in a stack's account and with a role of its own
 * in the accounts of a StackSet, stays inside the emulator and is not decided here.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudformation.html
 */
export const CLOUDFORMATION: QueryTable = {
  ...onStack([
    'CancelUpdateStack',
    'CreateChangeSet',
    'CreateStack',
    'DeleteChangeSet',
    'DeleteStack',
    'DescribeChangeSet',
    'DescribeStackEvents',
    'DescribeStackResource',
    'DescribeStackResources',
    'ExecuteChangeSet',
    'GetTemplate',
    'ListChangeSets',
    'ListStackResources',
    'UpdateStack',
    'UpdateTerminationProtection',
  ]),
  // Without a name it lists all of them: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html
  DescribeStacks: (parameters, here) =>
    parameters.has('StackName')
      ? [{ action: 'cloudformation:DescribeStacks', resource: stack(parameters, here) }]
      : [
          { action: 'cloudformation:DescribeStacks', resource: arnHere(here, 'cloudformation', 'stack/*/*') },
          { action: 'cloudformation:ListStacks', resource: '*' },
        ],
  ActivateOrganizationsAccess: (_, here) => activated(here),
  ...onStackSet([
    'CreateStackInstances',
    'DeleteStackInstances',
    'DeleteStackSet',
    'DescribeStackSet',
    'DescribeStackSetOperation',
    'ListStackInstances',
    'ListStackSetOperationResults',
    'ListStackSetOperations',
    'UpdateStackInstances',
    'UpdateStackSet',
  ]),
  ...onEverything(['DeactivateOrganizationsAccess', 'DescribeOrganizationsAccess', 'ListStackSets', 'ListStacks']),
};

/**
 * CloudFormation has Organizations trust it, and makes its role, as who asks.
 *
 * @see https://github.com/aws-samples/orgs-prescriptive-guidance, whose template grants these
 */
function activated({ snapshot, account }: RequestPlace): readonly RequiredPermission[] {
  const service = 'stacksets.cloudformation.amazonaws.com';
  const role = `role/aws-service-role/${service}/AWSServiceRoleForCloudFormationStackSetsOrgAdmin`;
  return [
    { action: 'cloudformation:ActivateOrganizationsAccess', resource: '*' },
    {
      action: 'organizations:EnableAWSServiceAccess',
      resource: '*',
      context: { 'organizations:ServicePrincipal': `member.org.${service}` },
    },
    {
      action: 'iam:CreateServiceLinkedRole',
      resource: `arn:${snapshot.partition}:iam::${account}:${role}`,
      context: { 'iam:AWSServiceName': service },
    },
  ];
}

function onEverything(operations: readonly string[]): QueryTable {
  return Object.fromEntries(
    operations.map((name) => [name, () => [{ action: `cloudformation:${name}`, resource: '*' }]]),
  );
}

function onStack(operations: readonly string[]): QueryTable {
  return Object.fromEntries(
    operations.map((name) => [
      name,
      (parameters: Parameters, here: RequestPlace): readonly RequiredPermission[] => {
        for (const strange of ['RoleARN', 'TemplateURL', 'StackPolicyURL']) {
          if (parameters.has(strange)) throw new Unmapped(`cloudformation:${name} with ${strange}`);
        }
        const resource = stack(parameters, here);
        return [{ action: `cloudformation:${name}`, resource, context: contextOf(name, parameters) }];
      },
    ]),
  );
}

/** Only what makes stacks brings tags along. */
function contextOf(operation: string, parameters: Parameters): RequestContext {
  return /^(Create|Update)/.test(operation) ? tagContext(tagsInForm(parameters)) : {};
}

function onStackSet(operations: readonly string[]): QueryTable {
  return Object.fromEntries(
    operations.map((name) => [
      name,
      (parameters: Parameters, here: RequestPlace): readonly RequiredPermission[] => [
        { action: `cloudformation:${name}`, resource: stackSet(parameters, here), target: { account: here.account } },
      ],
    ]),
  );
}

/** A name or an ARN; a name stands for any id. The emulator looks in the caller's account and this Region only. */
function stack(parameters: Parameters, here: RequestPlace): string {
  const name = parameters.get('StackName') ?? '';
  const prefix = arnHere(here, 'cloudformation', 'stack/');
  if (name.startsWith(prefix) && /^[A-Za-z][\w-]*\/[\w-]+$/.test(name.slice(prefix.length))) return name;
  if (!/^[A-Za-z][A-Za-z0-9-]{0,127}$/.test(name)) {
    throw new Malformed(`${JSON.stringify(name)} is not a stack of this account`);
  }
  return `${prefix}${name}/*`;
}

/** StackSets live in the management account, also those of a delegated administrator. */
function stackSet(parameters: Parameters, here: RequestPlace): string {
  const name = parameters.get('StackSetName') ?? '';
  if (!/^[A-Za-z][A-Za-z0-9-]{0,127}(:[\w-]+)?$/.test(name)) {
    throw new Malformed(`${JSON.stringify(name)} is not the name of a StackSet`);
  }
  const owner =
    parameters.get('CallAs') === 'DELEGATED_ADMIN' ? here.snapshot.organization.managementAccount : here.account;
  const resource = name.includes(':') ? name : `${name}:*`;
  return `arn:${here.snapshot.partition}:cloudformation:${here.region}:${owner}:stackset/${resource}`;
}
