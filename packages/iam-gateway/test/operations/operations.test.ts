import { requiredPermissions } from '../../operations/required-permissions';
import type { Call } from '../../requests/call';
import {
  BOUNDARY,
  BOUNDED,
  CI_KEY,
  form,
  here,
  inIam,
  inOrganization,
  inRegion,
  json,
  POLICY,
  SECRET,
  s3,
  TAGS,
} from '../gateway/support/calls';
import { ADMINISTRATOR, CI_ROLE, HERE, KEY } from '../gateway/support/stored';

const OF_THE_KEY = { 'kms:CallerAccount': HERE, 'kms:ResourceAliases': ['alias/states'] };

/** What a call takes, as `action resource`, and the condition keys that are there. */
type Expected = readonly (readonly [string, Readonly<Record<string, unknown>>?])[];

test.each<readonly [name: string, call: Call, expected: Expected]>([
  ['who one is', form('sts', 'GetCallerIdentity', {}), []],
  [
    'to become a role',
    form('sts', 'AssumeRole', { RoleArn: CI_ROLE, RoleSessionName: 'run', ExternalId: 'x' }),
    [[`sts:AssumeRole ${CI_ROLE}`, { 'sts:RoleSessionName': 'run', 'sts:ExternalId': 'x' }]],
  ],
  [
    'to become a role under a source identity',
    form('sts', 'AssumeRole', { RoleArn: CI_ROLE, RoleSessionName: 'run', SourceIdentity: 'run-1' }),
    [
      [`sts:AssumeRole ${CI_ROLE}`, { 'sts:RoleSessionName': 'run', 'sts:SourceIdentity': 'run-1' }],
      [`sts:SetSourceIdentity ${CI_ROLE}`, { 'sts:SourceIdentity': 'run-1' }],
    ],
  ],
  [
    'a role by its name, with its path',
    form('iam', 'GetRole', { RoleName: 'ci' }),
    [[`iam:GetRole ${inIam('role/team/ci')}`]],
  ],
  ['a role that is not there', form('iam', 'GetRole', { RoleName: 'gone' }), [[`iam:GetRole ${inIam('role/gone')}`]]],
  [
    'a new role with a path, a boundary and tags',
    form('iam', 'CreateRole', { RoleName: 'new', Path: '/workload/', PermissionsBoundary: BOUNDARY, ...TAGS }),
    [
      [
        `iam:CreateRole ${inIam('role/workload/new')}`,
        { 'iam:PermissionsBoundary': BOUNDARY, 'aws:TagKeys': ['team'], 'aws:RequestTag/team': 'shop' },
      ],
      [`iam:TagRole ${inIam('role/workload/new')}`, { 'aws:TagKeys': ['team'], 'aws:RequestTag/team': 'shop' }],
    ],
  ],
  [
    'a new role without a boundary',
    form('iam', 'CreateRole', { RoleName: 'new' }),
    [[`iam:CreateRole ${inIam('role/new')}`]],
  ],
  ['a new user', form('iam', 'CreateUser', { UserName: 'new' }), [[`iam:CreateUser ${inIam('user/new')}`]]],
  [
    'an access key',
    form('iam', 'CreateAccessKey', { UserName: 'ci' }),
    [[`iam:CreateAccessKey ${inIam('user/team/ci')}`]],
  ],
  [
    'a policy for a role that wears a boundary',
    form('iam', 'AttachRolePolicy', { RoleName: 'bounded', PolicyArn: POLICY }),
    [[`iam:AttachRolePolicy ${BOUNDED}`, { 'iam:PermissionsBoundary': BOUNDARY, 'iam:PolicyARN': POLICY }]],
  ],
  [
    'an inline policy for a role that wears none',
    form('iam', 'PutRolePolicy', { RoleName: 'ci', PolicyName: 'x', PolicyDocument: '{}' }),
    [[`iam:PutRolePolicy ${CI_ROLE}`]],
  ],
  [
    'a boundary taken off',
    form('iam', 'DeleteRolePermissionsBoundary', { RoleName: 'bounded' }),
    [[`iam:DeleteRolePermissionsBoundary ${BOUNDED}`, { 'iam:PermissionsBoundary': BOUNDARY }]],
  ],
  [
    'a boundary put on',
    form('iam', 'PutRolePermissionsBoundary', { RoleName: 'ci', PermissionsBoundary: BOUNDARY }),
    [[`iam:PutRolePermissionsBoundary ${CI_ROLE}`, { 'iam:PermissionsBoundary': BOUNDARY }]],
  ],
  [
    'a role for machines, which is passed to them',
    form('iam', 'AddRoleToInstanceProfile', { InstanceProfileName: 'machines', RoleName: 'ci' }),
    [
      [`iam:AddRoleToInstanceProfile ${inIam('instance-profile/team/machines')}`],
      [`iam:PassRole ${CI_ROLE}`, { 'iam:PassedToService': 'ec2.amazonaws.com' }],
    ],
  ],
  ['a policy', form('iam', 'CreatePolicyVersion', { PolicyArn: POLICY }), [[`iam:CreatePolicyVersion ${POLICY}`]]],
  [
    'a new policy',
    form('iam', 'CreatePolicy', { PolicyName: 'new', Path: '/workload/' }),
    [[`iam:CreatePolicy ${inIam('policy/workload/new')}`]],
  ],
  ['a group', form('iam', 'GetGroup', { GroupName: 'all' }), [[`iam:GetGroup ${inIam('group/team/all')}`]]],
  ['all users', form('iam', 'ListUsers', {}), [['iam:ListUsers *']]],
  [
    'a stack',
    form('cloudformation', 'DeleteStack', { StackName: 'shop' }),
    [[`cloudformation:DeleteStack ${inRegion('cloudformation', 'stack/shop/*')}`]],
  ],
  [
    'a stack by its ARN',
    form('cloudformation', 'UpdateStack', { StackName: inRegion('cloudformation', 'stack/shop/1234') }),
    [[`cloudformation:UpdateStack ${inRegion('cloudformation', 'stack/shop/1234')}`]],
  ],
  [
    'all stacks',
    form('cloudformation', 'DescribeStacks', {}),
    [[`cloudformation:DescribeStacks ${inRegion('cloudformation', 'stack/*/*')}`], ['cloudformation:ListStacks *']],
  ],
  [
    'a change set with tags',
    form('cloudformation', 'CreateChangeSet', { StackName: 'shop', ChangeSetName: 'x', ...TAGS }),
    [
      [
        `cloudformation:CreateChangeSet ${inRegion('cloudformation', 'stack/shop/*')}`,
        { 'aws:TagKeys': ['team'], 'aws:RequestTag/team': 'shop' },
      ],
    ],
  ],
  [
    'a StackSet',
    form('cloudformation', 'DeleteStackSet', { StackSetName: 'dev' }),
    [[`cloudformation:DeleteStackSet ${inRegion('cloudformation', 'stackset/dev:*')}`]],
  ],
  [
    "a StackSet of the management account's",
    form('cloudformation', 'DescribeStackSet', { StackSetName: 'dev', CallAs: 'DELEGATED_ADMIN' }),
    [['cloudformation:DescribeStackSet arn:aws:cloudformation:eu-west-1:111111111111:stackset/dev:*']],
  ],
  [
    'a parameter',
    json('ssm', 'GetParameter', { Name: '/shop/url' }),
    [[`ssm:GetParameter ${inRegion('ssm', 'parameter/shop/url')}`]],
  ],
  [
    'an own password',
    form('iam', 'ChangePassword', { OldPassword: 'a', NewPassword: 'b' }),
    [[`iam:ChangePassword ${ADMINISTRATOR}`]],
  ],
  [
    'a new MFA device with tags',
    form('iam', 'CreateVirtualMFADevice', { VirtualMFADeviceName: 'ci', Path: '/team/', ...TAGS }),
    [
      [
        `iam:CreateVirtualMFADevice ${inIam('mfa/team/ci')}`,
        { 'aws:TagKeys': ['team'], 'aws:RequestTag/team': 'shop' },
      ],
      [`iam:TagMFADevice ${inIam('mfa/team/ci')}`, { 'aws:TagKeys': ['team'], 'aws:RequestTag/team': 'shop' }],
    ],
  ],
  [
    'an MFA device that goes',
    form('iam', 'DeleteVirtualMFADevice', { SerialNumber: inIam('mfa/ci') }),
    [[`iam:DeleteVirtualMFADevice ${inIam('mfa/ci')}`]],
  ],
  [
    'an MFA device of a user',
    form('iam', 'EnableMFADevice', { UserName: 'ci', SerialNumber: inIam('mfa/ci') }),
    [[`iam:EnableMFADevice ${inIam('user/team/ci')}`]],
  ],
  ['all MFA devices', form('iam', 'ListVirtualMFADevices', {}), [['iam:ListVirtualMFADevices *']]],
  [
    'the password of a user',
    form('iam', 'DeleteLoginProfile', { UserName: 'ci' }),
    [[`iam:DeleteLoginProfile ${inIam('user/team/ci')}`]],
  ],
  [
    'a user who leaves a group',
    form('iam', 'RemoveUserFromGroup', { GroupName: 'all', UserName: 'ci' }),
    [[`iam:RemoveUserFromGroup ${inIam('group/team/all')}`]],
  ],
  [
    'the last use of an access key',
    form('iam', 'GetAccessKeyLastUsed', { AccessKeyId: CI_KEY }),
    [[`iam:GetAccessKeyLastUsed ${inIam('user/team/ci')}`]],
  ],
  [
    'the last use of an access key that nobody has',
    form('iam', 'GetAccessKeyLastUsed', { AccessKeyId: 'AKIAIOSFODNN7NOBODYS' }),
    [['iam:GetAccessKeyLastUsed *']],
  ],
  [
    'a secret by its name',
    json('secretsmanager', 'GetSecretValue', { SecretId: 'shop/database' }),
    [[`secretsmanager:GetSecretValue ${SECRET}`]],
  ],
  [
    'a secret by its ARN',
    json('secretsmanager', 'DescribeSecret', { SecretId: SECRET }),
    [[`secretsmanager:DescribeSecret ${SECRET}`]],
  ],
  [
    'a secret that is not there',
    json('secretsmanager', 'PutSecretValue', { SecretId: 'shop/other' }),
    [[`secretsmanager:PutSecretValue ${inRegion('secretsmanager', 'secret:shop/other')}`]],
  ],
  [
    'a new parameter with tags',
    json('ssm', 'PutParameter', { Name: 'url', Type: 'String', Tags: [{ Key: 'team', Value: 'shop' }] }),
    [
      [
        `ssm:PutParameter ${inRegion('ssm', 'parameter/url')}`,
        { 'aws:TagKeys': ['team'], 'aws:RequestTag/team': 'shop' },
      ],
      [
        `ssm:AddTagsToResource ${inRegion('ssm', 'parameter/url')}`,
        { 'aws:TagKeys': ['team'], 'aws:RequestTag/team': 'shop' },
      ],
    ],
  ],
  [
    'a new table with tags',
    json('dynamodb', 'CreateTable', { TableName: 'orders', Tags: [{ Key: 'team', Value: 'shop' }] }),
    [
      [
        `dynamodb:CreateTable ${inRegion('dynamodb', 'table/orders')}`,
        { 'aws:TagKeys': ['team'], 'aws:RequestTag/team': 'shop' },
      ],
      [
        `dynamodb:TagResource ${inRegion('dynamodb', 'table/orders')}`,
        { 'aws:TagKeys': ['team'], 'aws:RequestTag/team': 'shop' },
      ],
    ],
  ],
  [
    'a table',
    json('dynamodb', 'UpdateTimeToLive', { TableName: 'orders' }),
    [[`dynamodb:UpdateTimeToLive ${inRegion('dynamodb', 'table/orders')}`]],
  ],
  [
    'a scan of one attribute',
    json('dynamodb', 'Scan', {
      TableName: 'orders',
      ProjectionExpression: 'LockID',
      Select: 'SPECIFIC_ATTRIBUTES',
    }),
    [
      [
        `dynamodb:Scan ${inRegion('dynamodb', 'table/orders')}`,
        { 'dynamodb:Attributes': ['LockID'], 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
      ],
    ],
  ],
  [
    'a lock of Terraform',
    json('dynamodb', 'PutItem', { TableName: 'orders', Item: { LockID: { S: 'bucket/key' } } }),
    [[`dynamodb:PutItem ${inRegion('dynamodb', 'table/orders')}`]],
  ],
  [
    'the tags of a table',
    json('dynamodb', 'ListTagsOfResource', { ResourceArn: inRegion('dynamodb', 'table/orders') }),
    [[`dynamodb:ListTagsOfResource ${inRegion('dynamodb', 'table/orders')}`]],
  ],
  [
    'the tags of a parameter',
    json('ssm', 'ListTagsForResource', { ResourceType: 'Parameter', ResourceId: '/shop/url' }),
    [[`ssm:ListTagsForResource ${inRegion('ssm', 'parameter/shop/url')}`]],
  ],
  [
    'a new queue with tags',
    json('sqs', 'CreateQueue', { QueueName: 'jobs', tags: { team: 'shop' } }),
    [
      [`sqs:CreateQueue ${inRegion('sqs', 'jobs')}`, { 'aws:TagKeys': ['team'], 'aws:RequestTag/team': 'shop' }],
      [`sqs:TagQueue ${inRegion('sqs', 'jobs')}`, { 'aws:TagKeys': ['team'], 'aws:RequestTag/team': 'shop' }],
    ],
  ],
  [
    'a queue by its address',
    json('sqs', 'DeleteQueue', { QueueUrl: `http://localhost:4566/${HERE}/jobs` }),
    [[`sqs:DeleteQueue ${inRegion('sqs', 'jobs')}`]],
  ],
  [
    'a new log group',
    json('logs', 'CreateLogGroup', { logGroupName: '/shop/web' }),
    [[`logs:CreateLogGroup ${inRegion('logs', 'log-group:/shop/web')}`]],
  ],
  [
    'the tags of a log group',
    json('logs', 'ListTagsForResource', { resourceArn: inRegion('logs', 'log-group:/shop/web') }),
    [[`logs:ListTagsForResource ${inRegion('logs', 'log-group:/shop/web')}`]],
  ],
  ['all log groups', json('logs', 'DescribeLogGroups', {}), [['logs:DescribeLogGroups *']]],
  [
    'a new key',
    json('kms', 'CreateKey', { KeySpec: 'RSA_2048', BypassPolicyLockoutSafetyCheck: true }),
    [
      [
        'kms:CreateKey *',
        {
          'kms:CallerAccount': HERE,
          'kms:BypassPolicyLockoutSafetyCheck': 'true',
          'kms:KeyOrigin': 'AWS_KMS',
          'kms:KeySpec': 'RSA_2048',
          'kms:KeyUsage': 'ENCRYPT_DECRYPT',
          'kms:MultiRegion': 'false',
        },
      ],
    ],
  ],
  ['a key by its alias', json('kms', 'Encrypt', { KeyId: 'alias/states' }), [[`kms:Encrypt ${KEY}`, OF_THE_KEY]]],
  [
    'a key by its id',
    json('kms', 'DescribeKey', { KeyId: '12345678-1234-1234-1234-123456789012' }),
    [[`kms:DescribeKey ${KEY}`, OF_THE_KEY]],
  ],
  [
    'a contact of the own account',
    json('account', 'GetAlternateContact', { AlternateContactType: 'SECURITY' }),
    [
      [
        `account:GetAlternateContact arn:aws:account::${HERE}:account`,
        { 'account:AlternateContactTypes': ['SECURITY'] },
      ],
    ],
  ],
  [
    'a contact of an account of the organization',
    json('account', 'GetAlternateContact', { AlternateContactType: 'SECURITY', AccountId: HERE }),
    [
      [
        `account:GetAlternateContact arn:aws:account::111111111111:account/o-exampleorgid/${HERE}`,
        { 'account:AlternateContactTypes': ['SECURITY'] },
      ],
    ],
  ],
  [
    'alarms of CloudWatch by their names',
    json('monitoring', 'DescribeAlarms', { AlarmNames: ['one', 'two'] }),
    [
      [`cloudwatch:DescribeAlarms ${inRegion('cloudwatch', 'alarm:one')}`],
      [`cloudwatch:DescribeAlarms ${inRegion('cloudwatch', 'alarm:two')}`],
    ],
  ],
  [
    'a schedule, in the default group where it names none',
    json('scheduler', 'GetSchedule', { Name: 'hourly' }),
    [[`scheduler:GetSchedule ${inRegion('scheduler', 'schedule/default/hourly')}`]],
  ],
  [
    'a schedule that changes, and the role that it works as',
    json('scheduler', 'UpdateSchedule', { Name: 'hourly', GroupName: 'mine', Target: { RoleArn: CI_ROLE } }),
    [
      [`scheduler:UpdateSchedule ${inRegion('scheduler', 'schedule/mine/hourly')}`],
      [`iam:PassRole ${CI_ROLE}`, { 'iam:PassedToService': 'scheduler.amazonaws.com' }],
    ],
  ],
  [
    'an account that moves, and both places',
    json('organizations', 'MoveAccount', {
      AccountId: HERE,
      SourceParentId: 'r-abcd',
      DestinationParentId: 'ou-abcd-11111111',
    }),
    [
      [`organizations:MoveAccount ${inOrganization(`account/o-exampleorgid/${HERE}`)}`],
      [`organizations:MoveAccount ${inOrganization('root/o-exampleorgid/r-abcd')}`],
      [`organizations:MoveAccount ${inOrganization('ou/o-exampleorgid/ou-abcd-11111111')}`],
    ],
  ],
  [
    'a delegated administrator',
    json('organizations', 'RegisterDelegatedAdministrator', { AccountId: HERE, ServicePrincipal: 'x.amazonaws.com' }),
    [
      [
        `organizations:RegisterDelegatedAdministrator ${inOrganization(`account/o-exampleorgid/${HERE}`)}`,
        { 'organizations:ServicePrincipal': 'x.amazonaws.com' },
      ],
    ],
  ],
  [
    'a type of policies that is turned on for a root',
    json('organizations', 'EnablePolicyType', { RootId: 'r-abcd', PolicyType: 'SERVICE_CONTROL_POLICY' }),
    [
      [
        `organizations:EnablePolicyType ${inOrganization('root/o-exampleorgid/r-abcd')}`,
        { 'organizations:PolicyType': 'SERVICE_CONTROL_POLICY' },
      ],
    ],
  ],
  [
    'a control policy of the organization',
    json('organizations', 'DescribePolicy', { PolicyId: 'p-1a2b3c4d' }),
    [[`organizations:DescribePolicy ${inOrganization('policy/o-exampleorgid/*/p-1a2b3c4d')}`]],
  ],
  [
    'the targets of a control policy of AWS',
    json('organizations', 'ListTargetsForPolicy', { PolicyId: 'p-FullAWSAccess' }),
    [[`organizations:ListTargetsForPolicy ${inOrganization('policy/o-exampleorgid/*/p-FullAWSAccess')}`]],
  ],
  [
    'trusted access, for which Organizations and IAM are asked, too',
    form('cloudformation', 'ActivateOrganizationsAccess', {}),
    [
      ['cloudformation:ActivateOrganizationsAccess *'],
      [
        'organizations:EnableAWSServiceAccess *',
        { 'organizations:ServicePrincipal': 'member.org.stacksets.cloudformation.amazonaws.com' },
      ],
      [
        `iam:CreateServiceLinkedRole arn:aws:iam::${HERE}:role/aws-service-role/stacksets.cloudformation.amazonaws.com/AWSServiceRoleForCloudFormationStackSetsOrgAdmin`,
        { 'iam:AWSServiceName': 'stacksets.cloudformation.amazonaws.com' },
      ],
    ],
  ],
  [
    'the policies over an account',
    json('organizations', 'ListPoliciesForTarget', { TargetId: HERE, Filter: 'SERVICE_CONTROL_POLICY' }),
    [
      [
        `organizations:ListPoliciesForTarget ${inOrganization(`account/o-exampleorgid/${HERE}`)}`,
        { 'organizations:PolicyType': 'SERVICE_CONTROL_POLICY' },
      ],
    ],
  ],
  [
    'a provider of tokens with tags',
    form('iam', 'CreateOpenIDConnectProvider', { Url: 'https://issuer.example.com/tenant', ...TAGS }),
    [
      [
        `iam:CreateOpenIDConnectProvider ${inIam('oidc-provider/issuer.example.com/tenant')}`,
        { 'aws:TagKeys': ['team'], 'aws:RequestTag/team': 'shop' },
      ],
      [
        `iam:TagOpenIDConnectProvider ${inIam('oidc-provider/issuer.example.com/tenant')}`,
        { 'aws:TagKeys': ['team'], 'aws:RequestTag/team': 'shop' },
      ],
    ],
  ],
  [
    'a provider of tokens that goes',
    form('iam', 'DeleteOpenIDConnectProvider', {
      OpenIDConnectProviderArn: inIam('oidc-provider/issuer.example.com'),
    }),
    [[`iam:DeleteOpenIDConnectProvider ${inIam('oidc-provider/issuer.example.com')}`]],
  ],
  [
    'a delegated administrator no longer',
    json('organizations', 'DeregisterDelegatedAdministrator', { AccountId: HERE, ServicePrincipal: 'x.amazonaws.com' }),
    [
      [
        `organizations:DeregisterDelegatedAdministrator ${inOrganization(`account/o-exampleorgid/${HERE}`)}`,
        { 'organizations:ServicePrincipal': 'x.amazonaws.com' },
      ],
    ],
  ],
  ...['DisableAWSServiceAccess', 'EnableAWSServiceAccess'].map((operation): readonly [string, Call, Expected] => [
    `a service in the organization: ${operation}`,
    json('organizations', operation, { ServicePrincipal: 'x.amazonaws.com' }),
    [[`organizations:${operation} *`, { 'organizations:ServicePrincipal': 'x.amazonaws.com' }]],
  ]),
  ...['CancelKeyDeletion', 'DisableKey', 'EnableKey', 'PutKeyPolicy', 'ScheduleKeyDeletion'].map(
    (operation): readonly [string, Call, Expected] => [
      `a key: ${operation}`,
      json('kms', operation, { KeyId: KEY }),
      [[`kms:${operation} ${KEY}`, OF_THE_KEY]],
    ],
  ),
  ...['DeleteTrail', 'GetTrailStatus', 'StartLogging', 'StopLogging', 'UpdateTrail'].map(
    (operation): readonly [string, Call, Expected] => [
      `a trail by its name: ${operation}`,
      json('cloudtrail', operation, { Name: 'orgstrap' }),
      [[`cloudtrail:${operation} ${inRegion('cloudtrail', 'trail/orgstrap')}`]],
    ],
  ),
  [
    'what a trail records, by its ARN',
    json('cloudtrail', 'PutEventSelectors', { TrailName: inRegion('cloudtrail', 'trail/orgstrap') }),
    [[`cloudtrail:PutEventSelectors ${inRegion('cloudtrail', 'trail/orgstrap')}`]],
  ],
  [
    'a new trail',
    json('cloudtrail', 'CreateTrail', { Name: 'orgstrap', S3BucketName: 'files' }),
    [[`cloudtrail:CreateTrail ${inRegion('cloudtrail', 'trail/orgstrap')}`]],
  ],
  [
    'what a trail records, to look at',
    json('cloudtrail', 'GetEventSelectors', { TrailName: 'orgstrap' }),
    [[`cloudtrail:GetEventSelectors ${inRegion('cloudtrail', 'trail/orgstrap')}`]],
  ],
  [
    "the organization's trail of another Region, as each of its accounts names it",
    json('cloudtrail', 'GetTrailStatus', { Name: 'arn:aws:cloudtrail:us-east-1:111111111111:trail/everything' }),
    [['cloudtrail:GetTrailStatus arn:aws:cloudtrail:us-east-1:111111111111:trail/everything']],
  ],
  ['all trails', json('cloudtrail', 'DescribeTrails', {}), [['cloudtrail:DescribeTrails *']]],
  ['the names of all trails', json('cloudtrail', 'ListTrails', {}), [['cloudtrail:ListTrails *']]],
  ['the event history', json('cloudtrail', 'LookupEvents', { MaxResults: 50 }), [['cloudtrail:LookupEvents *']]],
  ...['DeleteRule', 'DescribeRule', 'DisableRule', 'EnableRule'].map((operation): readonly [string, Call, Expected] => [
    `a rule of a bus: ${operation}`,
    json('events', operation, { Name: 'alarm', EventBusName: 'alarms' }),
    [[`events:${operation} ${inRegion('events', 'rule/alarms/alarm')}`, { 'events:creatorAccount': HERE }]],
  ]),
  [
    'a rule of the default bus',
    json('events', 'DisableRule', { Name: 'nightly' }),
    [[`events:DisableRule ${inRegion('events', 'rule/nightly')}`, { 'events:creatorAccount': HERE }]],
  ],
  [
    'a new rule with tags, of a bus by its ARN',
    json('events', 'PutRule', {
      Name: 'alarm',
      EventBusName: inRegion('events', 'event-bus/alarms'),
      Tags: [{ Key: 'team', Value: 'shop' }],
    }),
    [
      [
        `events:PutRule ${inRegion('events', 'rule/alarms/alarm')}`,
        { 'events:creatorAccount': HERE, 'aws:TagKeys': ['team'], 'aws:RequestTag/team': 'shop' },
      ],
      [
        `events:TagResource ${inRegion('events', 'rule/alarms/alarm')}`,
        { 'aws:TagKeys': ['team'], 'aws:RequestTag/team': 'shop' },
      ],
    ],
  ],
  [
    'whom a rule tells',
    json('events', 'PutTargets', { Rule: 'nightly', Targets: [{ Id: 'a', Arn: inRegion('sqs', 'jobs') }] }),
    [
      [
        `events:PutTargets ${inRegion('events', 'rule/nightly')}`,
        { 'events:creatorAccount': HERE, 'events:TargetArn': [inRegion('sqs', 'jobs')] },
      ],
    ],
  ],
  [
    'whom a rule tells no longer',
    json('events', 'RemoveTargets', { Rule: 'nightly', Ids: ['a'] }),
    [[`events:RemoveTargets ${inRegion('events', 'rule/nightly')}`, { 'events:creatorAccount': HERE }]],
  ],
  [
    'whom a rule tells now',
    json('events', 'ListTargetsByRule', { Rule: 'alarm', EventBusName: 'alarms' }),
    [[`events:ListTargetsByRule ${inRegion('events', 'rule/alarms/alarm')}`, { 'events:creatorAccount': HERE }]],
  ],
  [
    'a bus',
    json('events', 'DescribeEventBus', { Name: 'alarms' }),
    [[`events:DescribeEventBus ${inRegion('events', 'event-bus/alarms')}`]],
  ],
  [
    'the bus of the account itself',
    json('events', 'DescribeEventBus', {}),
    [[`events:DescribeEventBus ${inRegion('events', 'event-bus/default')}`]],
  ],
  [
    'who may send to a bus',
    json('events', 'PutPermission', { EventBusName: 'alarms', Policy: '{}' }),
    [['events:PutPermission *']],
  ],
  ['all rules', json('events', 'ListRules', { EventBusName: 'alarms' }), [['events:ListRules *']]],
  ...['DeleteTopic', 'GetTopicAttributes', 'ListSubscriptionsByTopic', 'SetTopicAttributes'].map(
    (operation): readonly [string, Call, Expected] => [
      `a topic: ${operation}`,
      form('sns', operation, { TopicArn: inRegion('sns', 'alarms') }),
      [[`sns:${operation} ${inRegion('sns', 'alarms')}`]],
    ],
  ),
  [
    'a subscription, which is of its topic',
    form('sns', 'Unsubscribe', { SubscriptionArn: inRegion('sns', 'alarms:12345678-1234-1234-1234-123456789012') }),
    [[`sns:Unsubscribe ${inRegion('sns', 'alarms')}`]],
  ],
  ...['DeleteLogGroup', 'PutRetentionPolicy'].map((operation): readonly [string, Call, Expected] => [
    `a log group: ${operation}`,
    json('logs', operation, { logGroupName: '/shop/web' }),
    [[`logs:${operation} ${inRegion('logs', 'log-group:/shop/web')}`]],
  ]),
  ['all buckets', s3('GET', '/'), [['s3:ListAllMyBuckets *']]],
  ['whether a bucket is there', s3('HEAD', '/plain'), [['s3:ListBucket arn:aws:s3:::plain']]],
  ['objects', s3('GET', '/plain?prefix=a/'), [['s3:ListBucket arn:aws:s3:::plain', { 's3:prefix': 'a/' }]]],
  ['a new bucket', s3('PUT', '/new'), [['s3:CreateBucket arn:aws:s3:::new']]],
  [
    'a new bucket in the namespace of the account',
    s3('PUT', '/new', { 'x-amz-bucket-namespace': 'account-regional' }),
    [['s3:CreateBucket arn:aws:s3:::new', { 's3:x-amz-bucket-namespace': 'account-regional' }]],
  ],
  [
    'a new bucket that is open',
    s3('PUT', '/new', { 'x-amz-acl': 'public-read' }),
    [['s3:CreateBucket arn:aws:s3:::new', { 's3:x-amz-acl': 'public-read' }], ['s3:PutBucketAcl arn:aws:s3:::new']],
  ],
  ['the policy of a bucket', s3('PUT', '/plain?policy'), [['s3:PutBucketPolicy arn:aws:s3:::plain']]],
  ['a bucket that goes', s3('DELETE', '/plain'), [['s3:DeleteBucket arn:aws:s3:::plain']]],
  [
    'objects that go together, each by itself',
    s3(
      'POST',
      '/plain?delete',
      {},
      '<Delete><Object><Key>a&amp;b</Key></Object><Object><Key>c</Key><VersionId>1</VersionId></Object><Quiet>true</Quiet></Delete>',
    ),
    [['s3:DeleteObject arn:aws:s3:::plain/a&b'], ['s3:DeleteObjectVersion arn:aws:s3:::plain/c']],
  ],
  [
    'a new bucket that locks objects',
    s3('PUT', '/new', { 'x-amz-bucket-object-lock-enabled': 'true' }),
    [
      ['s3:CreateBucket arn:aws:s3:::new'],
      ['s3:PutBucketObjectLockConfiguration arn:aws:s3:::new'],
      ['s3:PutBucketVersioning arn:aws:s3:::new'],
    ],
  ],
  ['an object', s3('GET', '/plain/a/b'), [['s3:GetObject arn:aws:s3:::plain/a/b']]],
  ['a version', s3('GET', '/plain/a?versionId=1'), [['s3:GetObjectVersion arn:aws:s3:::plain/a']]],
  ['a version that goes', s3('DELETE', '/plain/a?versionId=1'), [['s3:DeleteObjectVersion arn:aws:s3:::plain/a']]],
  [
    'an object that is encrypted, and its key',
    s3('GET', '/states/secret'),
    [
      ['s3:GetObject arn:aws:s3:::states/secret'],
      [`kms:Decrypt ${KEY}`, { ...OF_THE_KEY, 'kms:ViaService': 's3.eu-west-1.amazonaws.com' }],
    ],
  ],
  ['what an encrypted object is like', s3('HEAD', '/states/secret'), [['s3:GetObject arn:aws:s3:::states/secret']]],
  [
    'an object that the bucket encrypts',
    s3('PUT', '/states/a'),
    [
      ['s3:PutObject arn:aws:s3:::states/a'],
      [`kms:GenerateDataKey ${KEY}`, { ...OF_THE_KEY, 'kms:ViaService': 's3.eu-west-1.amazonaws.com' }],
    ],
  ],
  [
    'an object that is encrypted with a key of its own',
    s3('PUT', '/plain/a', {
      'x-amz-server-side-encryption': 'aws:kms',
      'x-amz-server-side-encryption-aws-kms-key-id': KEY,
    }),
    [
      [
        's3:PutObject arn:aws:s3:::plain/a',
        { 's3:x-amz-server-side-encryption': 'aws:kms', 's3:x-amz-server-side-encryption-aws-kms-key-id': KEY },
      ],
      [`kms:GenerateDataKey ${KEY}`, { ...OF_THE_KEY, 'kms:ViaService': 's3.eu-west-1.amazonaws.com' }],
    ],
  ],
  [
    "an object that is encrypted with S3's own key, in spite of the bucket",
    s3('PUT', '/states/a', { 'x-amz-server-side-encryption': 'AES256' }),
    [['s3:PutObject arn:aws:s3:::states/a', { 's3:x-amz-server-side-encryption': 'AES256' }]],
  ],
  [
    'an object with tags',
    s3('PUT', '/plain/a', { 'x-amz-tagging': 'a=b' }),
    [['s3:PutObject arn:aws:s3:::plain/a'], ['s3:PutObjectTagging arn:aws:s3:::plain/a']],
  ],
])('%s', async (_, call, expected) => {
  const needs = await requiredPermissions(call, here);
  expect(needs.map(({ action, resource }) => `${action} ${resource}`)).toEqual(expected.map(([need]) => need));
  expect(needs.map(({ context = {} }) => JSON.parse(JSON.stringify(context)))).toEqual(
    expected.map(([, context = {}]) => context),
  );
});
