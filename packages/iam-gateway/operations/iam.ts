import type { RequestContext } from '../iam/request';
import { Malformed } from '../requests/refusals';
import type { Parameters } from '../requests/wire-request';
import { OIDC_PROVIDERS } from './oidc-providers';
import type { QueryTable, RequestPlace, RequiredPermission } from './table';
import { tagContext, tagsInForm, withTags } from './tags';

type Kind = 'role' | 'user' | 'group' | 'instance-profile' | 'mfa';

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html */
export const IAM: QueryTable = {
  ...OIDC_PROVIDERS,
  ...onNamed('role', 'RoleName', [
    'DeleteRole',
    'GetRole',
    'GetRolePolicy',
    'ListAttachedRolePolicies',
    'ListInstanceProfilesForRole',
    'ListRolePolicies',
    'ListRoleTags',
    'UntagRole',
    'UpdateAssumeRolePolicy',
    'UpdateRole',
    'UpdateRoleDescription',
  ]),
  ...onNamed('user', 'UserName', [
    'CreateAccessKey',
    'CreateLoginProfile',
    'DeactivateMFADevice',
    'DeleteAccessKey',
    'DeleteLoginProfile',
    'DeleteUser',
    'EnableMFADevice',
    'GetLoginProfile',
    'GetUser',
    'GetUserPolicy',
    'ListAccessKeys',
    'ListAttachedUserPolicies',
    'ListGroupsForUser',
    'ListMFADevices',
    'ListUserPolicies',
    'ListUserTags',
    'ResyncMFADevice',
    'UpdateAccessKey',
    'UpdateLoginProfile',
  ]),
  ...onNamed('group', 'GroupName', [
    'AddUserToGroup',
    'CreateGroup',
    'GetGroup',
    'GetGroupPolicy',
    'ListAttachedGroupPolicies',
    'ListGroupPolicies',
    'RemoveUserFromGroup',
  ]),
  ...onNamed('instance-profile', 'InstanceProfileName', ['DeleteInstanceProfile', 'GetInstanceProfile']),
  ...onEverything([
    'GetAccountPasswordPolicy',
    'GetAccountSummary',
    'ListGroups',
    'ListOpenIDConnectProviders',
    'ListOrganizationsFeatures',
    'ListPolicies',
    'ListRoles',
    'ListUsers',
    'ListVirtualMFADevices',
    'UpdateAccountPasswordPolicy',
  ]),
  // The request names a key alone; the permission is about its user.
  GetAccessKeyLastUsed: (parameters, { snapshot }) => {
    const key = parameters.get('AccessKeyId') ?? '';
    if (!/^\w{16,128}$/.test(key)) throw new Malformed(`AccessKeyId is ${JSON.stringify(key)}`);
    return [{ action: 'iam:GetAccessKeyLastUsed', resource: snapshot.usersOfKeys.get(key) ?? '*' }];
  },
  ...onPolicy([
    'CreatePolicyVersion',
    'DeletePolicy',
    'DeletePolicyVersion',
    'GetPolicy',
    'GetPolicyVersion',
    'ListEntitiesForPolicy',
    'ListPolicyTags',
    'ListPolicyVersions',
    'SetDefaultPolicyVersion',
    'UntagPolicy',
  ]),
  ...onBounded('role', 'RoleName', [
    'AttachRolePolicy',
    'DeleteRolePermissionsBoundary',
    'DeleteRolePolicy',
    'DetachRolePolicy',
    'PutRolePolicy',
  ]),
  ...onBounded('user', 'UserName', [
    'AttachUserPolicy',
    'DeleteUserPermissionsBoundary',
    'DeleteUserPolicy',
    'DetachUserPolicy',
    'PutUserPolicy',
  ]),
  CreateRole: (parameters, here) => created('role', 'RoleName', 'iam:CreateRole', 'iam:TagRole', parameters, here),
  CreateUser: (parameters, here) => created('user', 'UserName', 'iam:CreateUser', 'iam:TagUser', parameters, here),
  CreatePolicy: (parameters, here) => {
    const resource = newArn('policy', required(parameters, 'PolicyName'), parameters, here);
    return withTags('iam:CreatePolicy', 'iam:TagPolicy', resource, {}, parameters);
  },
  // Everybody has one password, their own.
  ChangePassword: (_, { user }) => {
    if (user === undefined) throw new Malformed('a password is changed by the user whose it is');
    return [{ action: 'iam:ChangePassword', resource: user }];
  },
  CreateVirtualMFADevice: (parameters, here) => {
    const resource = newArn('mfa', required(parameters, 'VirtualMFADeviceName'), parameters, here);
    return withTags('iam:CreateVirtualMFADevice', 'iam:TagMFADevice', resource, {}, parameters);
  },
  DeleteVirtualMFADevice: (parameters, here) => [
    { action: 'iam:DeleteVirtualMFADevice', resource: deviceIn(parameters, here) },
  ],
  CreateInstanceProfile: (parameters, here) => {
    const resource = newArn('instance-profile', required(parameters, 'InstanceProfileName'), parameters, here);
    return withTags('iam:CreateInstanceProfile', 'iam:TagInstanceProfile', resource, {}, parameters);
  },
  // The machines that get the profile get the role.
  AddRoleToInstanceProfile: (parameters, here) => [
    {
      action: 'iam:AddRoleToInstanceProfile',
      resource: named('instance-profile', 'InstanceProfileName', parameters, here),
    },
    {
      action: 'iam:PassRole',
      resource: named('role', 'RoleName', parameters, here),
      context: { 'iam:PassedToService': `ec2.amazonaws.com${here.snapshot.partition === 'aws-cn' ? '.cn' : ''}` },
    },
  ],
  RemoveRoleFromInstanceProfile: (parameters, here) => [
    {
      action: 'iam:RemoveRoleFromInstanceProfile',
      resource: named('instance-profile', 'InstanceProfileName', parameters, here),
    },
  ],
  PutRolePermissionsBoundary: (parameters, here) => [
    {
      action: 'iam:PutRolePermissionsBoundary',
      resource: named('role', 'RoleName', parameters, here),
      context: boundaryOf(parameters),
    },
  ],
  PutUserPermissionsBoundary: (parameters, here) => [
    {
      action: 'iam:PutUserPermissionsBoundary',
      resource: named('user', 'UserName', parameters, here),
      context: boundaryOf(parameters),
    },
  ],
  TagRole: (parameters, here) => [
    {
      action: 'iam:TagRole',
      resource: named('role', 'RoleName', parameters, here),
      context: tagContext(tagsInForm(parameters)),
    },
  ],
  TagPolicy: (parameters) => [
    { action: 'iam:TagPolicy', resource: policyIn(parameters), context: tagContext(tagsInForm(parameters)) },
  ],
};

function onEverything(operations: readonly string[]): QueryTable {
  return Object.fromEntries(operations.map((name) => [name, () => [{ action: `iam:${name}`, resource: '*' }]]));
}

/** Operations on one that is named, and nothing else to look at. */
function onNamed(kind: Kind, parameter: string, operations: readonly string[]): QueryTable {
  return Object.fromEntries(
    operations.map((name) => [
      name,
      (parameters: Parameters, here: RequestPlace): readonly RequiredPermission[] => [
        { action: `iam:${name}`, resource: named(kind, parameter, parameters, here) },
      ],
    ]),
  );
}

function onPolicy(operations: readonly string[]): QueryTable {
  return Object.fromEntries(
    operations.map((name) => [
      name,
      (parameters: Parameters, { account }: RequestPlace): readonly RequiredPermission[] => {
        const resource = policyIn(parameters);
        // AWS's own policies belong to no account, and everybody may look at them who may look at policies.
        return [{ action: `iam:${name}`, resource, ...(/:iam::aws:/.test(resource) ? { target: { account } } : {}) }];
      },
    ]),
  );
}

/** Operations that depend on the boundary that a role or a user wears, and on the policy that is attached. */
function onBounded(kind: 'role' | 'user', parameter: string, operations: readonly string[]): QueryTable {
  return Object.fromEntries(
    operations.map((name) => [
      name,
      (parameters: Parameters, here: RequestPlace): readonly RequiredPermission[] => {
        const resource = named(kind, parameter, parameters, here);
        const { roles, users } = here.snapshot;
        const policy = /^(Attach|Detach)/.test(name) ? policyIn(parameters) : undefined;
        const worn = (kind === 'role' ? roles : users).get(resource)?.boundary?.name;
        const context = { 'iam:PermissionsBoundary': worn, 'iam:PolicyARN': policy };
        return [{ action: `iam:${name}`, resource, context }];
      },
    ]),
  );
}

function created(
  kind: 'role' | 'user',
  parameter: string,
  action: string,
  tagAction: string,
  parameters: Parameters,
  here: RequestPlace,
): readonly RequiredPermission[] {
  const resource = newArn(kind, required(parameters, parameter), parameters, here);
  return withTags(action, tagAction, resource, boundaryOf(parameters), parameters);
}

function boundaryOf(parameters: Parameters): RequestContext {
  const boundary = parameters.get('PermissionsBoundary');
  return boundary === undefined ? {} : { 'iam:PermissionsBoundary': policyArn(boundary) };
}

function newArn(
  kind: Kind | 'policy',
  name: string,
  parameters: Parameters,
  { snapshot, account }: RequestPlace,
): string {
  const path = parameters.get('Path') ?? '/';
  if (!/^\/([\w.,+@=-]+\/)*$/.test(path)) throw new Malformed(`the path ${JSON.stringify(path)}`);
  return `arn:${snapshot.partition}:iam::${account}:${kind}${path}${name}`;
}

/** With its path, where there is one of that name. */
function named(kind: Kind, parameter: string, parameters: Parameters, { snapshot, account }: RequestPlace): string {
  const name = required(parameters, parameter);
  return (
    snapshot.byName.get(`${account}/${kind}/${name}`) ?? `arn:${snapshot.partition}:iam::${account}:${kind}/${name}`
  );
}

function required(parameters: Parameters, parameter: string): string {
  const name = parameters.get(parameter) ?? '';
  if (!/^[\w+=,.@-]{1,128}$/.test(name)) throw new Malformed(`${parameter} is ${JSON.stringify(name)}`);
  return name;
}

/** A virtual device goes by its ARN. */
function deviceIn(parameters: Parameters, { snapshot, account }: RequestPlace): string {
  const serial = parameters.get('SerialNumber') ?? '';
  const start = `arn:${snapshot.partition}:iam::${account}:mfa/`;
  if (!serial.startsWith(start) || !/^[\w+=,.@/-]+$/.test(serial.slice(start.length))) {
    throw new Malformed(`${JSON.stringify(serial)} is no virtual MFA device of ${account}`);
  }
  return serial;
}

function policyIn(parameters: Parameters): string {
  return policyArn(parameters.get('PolicyArn') ?? '');
}

function policyArn(arn: string): string {
  if (!/^arn:[a-z-]+:iam::(\d{12}|aws):policy\/[\w+=,.@/-]+$/.test(arn)) {
    throw new Malformed(`${JSON.stringify(arn)} is not the ARN of a policy`);
  }
  return arn;
}
