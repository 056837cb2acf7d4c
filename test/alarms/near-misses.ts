/** An event that an alarm must match, but for one thing. */
export interface NearMiss {
  /** The name of the event. */
  readonly of: string;
  /** The path of the field that is different, and what it is instead; without that it is absent. */
  readonly but: string;
  readonly is?: unknown;
}

const ISSUER = 'detail.userIdentity.sessionContext.sessionIssuer.arn';
const ARN = 'detail.userIdentity.arn';
const NAME = 'detail.eventName';
const ERROR = 'detail.errorCode';
const MESSAGE = 'detail.errorMessage';
const DEPLOYER = 'arn:aws:iam::333333333333:role/platform-deployer';
const APPROVED = 'repo:acme/organization:environment:production';
const OPERATOR = 'arn:aws:iam::333333333333:role/orgstrap/orgstrap-operator';
const PEOPLE_OPERATOR = 'arn:aws:iam::333333333333:role/orgstrap/orgstrap-people-operator';
const WHO_OPERATES = 'arn:aws:iam::333333333333:role/platform-operator';
const PERSON = 'arn:aws:iam::333333333333:user/orgstrap/people/first-developer';
const STATE_ROLE = 'arn:aws:iam::333333333333:role/orgstrap/orgstrap-state';
const OPERATES_STATES = 'an operator becomes it, and says who they are';
const DEVICE = 'arn:aws:iam::333333333333:mfa/first-developer';
const CI_USER = 'arn:aws:iam::333333333333:user/orgstrap/orgstrap-ci-apply-delivery';
const CI_ROLE = 'arn:aws:iam::333333333333:role/orgstrap/orgstrap-ci-terraform-delivery';
const CI_PLAN_ROLE = 'arn:aws:iam::333333333333:role/orgstrap/orgstrap-ci-plan-delivery';
const INVOKED_BY = 'detail.userIdentity.invokedBy';
const CLOUDFORMATION = 'cloudformation.amazonaws.com';
const PLANTED = 'by a role that was planted under the name of StackSets';
const SSO = 'arn:aws:iam::444444444444:role/aws-service-role/sso.amazonaws.com/AWSServiceRoleForSSO';
const CLOUDTRAIL = { type: 'AWSService', invokedBy: 'cloudtrail.amazonaws.com' };
const REFUSED = 'User: arn:aws:sts::444444444444:assumed-role/TeamAdministrator/mallory is not authorized to perform:';

/** For each alarm, what looks like it and is nothing to look at. */
export const NEAR_MISSES: Readonly<Record<string, readonly NearMiss[]>> = {
  'ci-user-does-something-else': [
    { of: 'looks around in IAM', but: ARN, is: 'arn:aws:iam::333333333333:user/orgstrap/people/first-operator' },
    { of: 'looks around in IAM', but: NAME, is: 'GetCallerIdentity' },
    { of: 'looks around in IAM', but: ARN, is: CI_USER.replace('333333333333', '444444444444') },
    { of: 'becomes another role', but: 'detail.requestParameters.roleArn', is: CI_ROLE },
    { of: 'signs in', but: ARN, is: 'arn:aws:iam::333333333333:user/orgstrap-ci-plan-delivery' },
  ],
  'state-is-used-by-a-stranger': [
    { of: 'an administrator of the account reads it', but: ISSUER, is: CI_ROLE },
    { of: 'an administrator of the account reads it', but: ISSUER, is: CI_PLAN_ROLE },
    { of: 'an administrator of the account reads it', but: ISSUER, is: STATE_ROLE },
    { of: 'an administrator of the account reads it', but: 'detail.eventCategory', is: 'Management' },
    { of: 'an administrator of the account reads it', but: NAME, is: 'HeadBucket' },
    {
      of: 'an administrator of the account reads it',
      but: 'detail.requestParameters.bucketName',
      is: 'orgstrap-access-logs-333333333333-eu-west-1-an',
    },
  ],
  'ci-role-is-refused': [
    { of: 'a state of another pipeline', but: ERROR },
    { of: 'a state of another pipeline', but: ERROR, is: 'NoSuchKey' },
    {
      of: 'a state of another pipeline',
      but: ISSUER,
      is: 'arn:aws:iam::444444444444:role/orgstrap/orgstrap-terraform',
    },
    { of: 'somebody looks around with its session', but: 'detail.eventSource', is: 'sts.amazonaws.com' },
  ],
  'stack-sets-role-is-changed': [
    { of: 'somebody makes one', but: 'detail.requestParameters.roleName', is: 'stacksets-execution' },
    { of: 'somebody makes one', but: NAME, is: 'GetRole' },
    {
      of: 'somebody makes one whose path looks like it',
      but: 'detail.requestParameters.path',
      is: '/app/stacksets-exec-x/',
    },
    { of: 'somebody makes one', but: ISSUER, is: SSO },
    {
      of: 'somebody is refused to make one',
      but: MESSAGE,
      is: `${REFUSED} iam:CreateRole on resource: arn:aws:iam::444444444444:role/app`,
    },
    {
      of: 'the service-linked role of StackSets is deleted',
      but: 'detail.requestParameters.roleName',
      is: 'AWSServiceRoleForSupport',
    },
    { of: 'the service-linked role of StackSets is deleted', but: ISSUER, is: SSO },
    {
      of: 'somebody is refused to open one',
      but: MESSAGE,
      is: `${REFUSED} iam:UpdateAssumeRolePolicy on resource: role app`,
    },
  ],
  'ci-user-is-refused': [
    { of: 'calls from outside its networks', but: ERROR },
    { of: 'calls from outside its networks', but: ERROR, is: 'ThrottlingException' },
    {
      of: 'calls from outside its networks',
      but: ARN,
      is: 'arn:aws:iam::333333333333:user/orgstrap/people/first-operator',
    },
  ],
  'ci-secret-is-read': [
    { of: 'by its name', but: ISSUER, is: OPERATOR },
    { of: 'by its name', but: NAME, is: 'DescribeSecret' },
    { of: 'a copy in another Region', but: ISSUER, is: OPERATOR },
    { of: PLANTED, but: INVOKED_BY, is: CLOUDFORMATION },
    { of: 'by its name', but: 'detail.requestParameters.secretId', is: 'app/ci/delivery/apply' },
    { of: 'refused', but: MESSAGE, is: `${REFUSED} secretsmanager:GetSecretValue on resource: app/database` },
  ],
  'ci-role-by-a-stranger': [
    { of: 'an administrator of the account', but: ARN, is: CI_USER },
    { of: 'an administrator of the account', but: 'detail.userIdentity.type', is: 'WebIdentityUser' },
    { of: 'an administrator of the account', but: 'detail.requestParameters.roleArn', is: OPERATOR },
    { of: 'somebody of another account', but: NAME, is: 'GetSessionToken' },
  ],
  'terraform-role-by-a-stranger': [
    { of: 'an administrator of the Terraform account', but: ISSUER, is: CI_ROLE },
    {
      of: 'the CI plan role, for apply',
      but: 'detail.requestParameters.roleArn',
      is: roleOfDev('orgstrap-terraform-plan'),
    },
    { of: 'the CI Terraform role, for plan', but: ISSUER, is: CI_PLAN_ROLE },
    {
      of: 'an administrator of the Terraform account',
      but: 'detail.requestParameters.roleArn',
      is: roleOfDev('orgstrap-auditor'),
    },
  ],
  'terraform-role-from-elsewhere': [
    { of: 'another account', but: 'detail.userIdentity.accountId', is: '333333333333' },
    { of: 'another account', but: 'detail.requestParameters.roleArn', is: roleOfDev('orgstrap-auditor') },
    {
      of: 'a service',
      but: 'detail.requestParameters.roleArn',
      is: 'arn:aws:iam::444444444444:role/workload/orgstrap-terraform',
    },
  ],
  'stack-sets-role-by-a-stranger': [
    { of: 'an administrator of the account', but: 'detail.userIdentity.accountId', is: '111111111111' },
    { of: 'an administrator of the account', but: NAME, is: 'GetSessionToken' },
    {
      of: 'an administrator of the account',
      but: 'detail.requestParameters.roleArn',
      is: 'arn:aws:iam::444444444444:role/stacksets-execute',
    },
    { of: 'somebody of another account', but: 'detail.userIdentity.accountId', is: '111111111111' },
    { of: 'an instance', but: INVOKED_BY, is: 'stacksets.cloudformation.amazonaws.com' },
    { of: 'an instance', but: INVOKED_BY, is: 'member.org.stacksets.cloudformation.amazonaws.com' },
  ],
  'role-is-refused': [
    { of: 'an administrator asks for a Terraform role', but: ERROR },
    { of: 'an administrator asks for a Terraform role', but: ARN, is: CI_USER },
    {
      of: 'a person asks for a CI role',
      but: MESSAGE,
      is: `${REFUSED} sts:AssumeRole on resource: ${roleOfDev('orgstrap-access-admin')}`,
    },
    {
      of: 'the token of another repository',
      but: 'detail.requestParameters.roleArn',
      is: 'arn:aws:iam::333333333333:role/workload/ci',
    },
    { of: 'a token that somebody else signed', but: ERROR },
    { of: 'a token that somebody else signed', but: ERROR, is: 'IDPCommunicationError' },
    {
      of: 'a token that somebody else signed',
      but: 'detail.requestParameters.roleArn',
      is: 'arn:aws:iam::333333333333:role/workload/ci',
    },
    { of: 'a token that has expired', but: NAME, is: 'GetCallerIdentity' },
  ],
  'identity-is-changed': [
    {
      of: 'the people operator writes what allows something into an access role',
      but: 'detail.requestParameters.policyDocument',
      is: '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}',
    },
    {
      of: 'the people operator writes what allows something into an access role',
      but: 'detail.requestParameters.roleName',
      is: 'app',
    },
    { of: 'the people operator writes it in code', but: NAME, is: 'DeleteRolePolicy' },
    { of: 'the people operator puts a person into a group', but: NAME, is: 'RemoveUserFromGroup' },
    { of: 'the people operator puts a person into a group', but: 'detail.requestParameters.groupName', is: 'app' },
    { of: 'a deployer puts a person into a group by hand', but: INVOKED_BY, is: CLOUDFORMATION },
    { of: 'the trust of the Terraform role', but: NAME, is: 'GetRole' },
    { of: PLANTED, but: INVOKED_BY, is: CLOUDFORMATION },
    { of: 'the trust of the Terraform role', but: ISSUER, is: SSO },
    { of: 'the trust of the Terraform role', but: 'detail.requestParameters.roleName', is: 'app' },
    {
      of: 'a version of the boundary',
      but: 'detail.requestParameters.policyArn',
      is: 'arn:aws:iam::444444444444:policy/workload/app',
    },
    { of: 'an access key of a CI user', but: ISSUER, is: OPERATOR },
    { of: 'an access key of a CI user', but: 'detail.requestParameters.userName', is: 'orgstrap-fan' },
    { of: 'a user on the path of people', but: 'detail.requestParameters.path', is: '/workload/orgstrap/' },
    { of: 'by a stack', but: ISSUER, is: DEPLOYER },
  ],
  'identity-change-is-refused': [
    { of: 'a policy for the Terraform role', but: ERROR, is: 'EntityAlreadyExistsException' },
    { of: 'a policy for the Terraform role', but: NAME, is: 'ListAttachedRolePolicies' },
    {
      of: 'a policy for the Terraform role',
      but: MESSAGE,
      is: `${REFUSED} iam:AttachRolePolicy on resource: role app`,
    },
    { of: 'a key of a CI user', but: MESSAGE, is: `${REFUSED} iam:CreateAccessKey on resource: user orgstrap-fan` },
  ],
  'policy-change-is-refused': [
    { of: 'a role on the path', but: ERROR },
    {
      of: 'a role on the path',
      but: MESSAGE,
      is: `${REFUSED} iam:CreateRole on resource: arn:aws:iam::444444444444:role/app`,
    },
    { of: 'a role on the path', but: NAME, is: 'GetRole' },
    { of: 'a version of the boundary', but: 'detail.eventSource', is: 'sts.amazonaws.com' },
  ],
  'identity-provider-is-changed': [
    { of: PLANTED, but: INVOKED_BY, is: CLOUDFORMATION },
    { of: 'a new issuer', but: NAME, is: 'GetOpenIDConnectProvider' },
    { of: 'a new issuer', but: ISSUER, is: DEPLOYER },
    { of: 'a new issuer', but: 'detail.recipientAccountId', is: '444444444444' },
  ],
  'stack-set-is-changed': [
    { of: PLANTED, but: INVOKED_BY, is: CLOUDFORMATION },
    { of: 'another template', but: NAME, is: 'DescribeStackSet' },
    { of: 'another template', but: NAME, is: 'UpdateStack' },
    { of: 'another template', but: ISSUER, is: DEPLOYER },
  ],
  'organization-is-changed': [
    { of: 'a delegated administrator', but: NAME, is: 'ListDelegatedAdministrators' },
    { of: 'a delegated administrator', but: NAME, is: 'MoveAccount' },
    { of: 'a delegated administrator', but: ISSUER, is: DEPLOYER },
    { of: 'a control policy is attached', but: NAME, is: 'ListTargetsForPolicy' },
    { of: 'a control policy is detached', but: ISSUER, is: DEPLOYER },
    { of: 'a control policy is detached', but: 'detail.eventSource', is: 'iot.amazonaws.com' },
  ],
  'account-is-moved': [
    { of: PLANTED, but: INVOKED_BY, is: CLOUDFORMATION },
    { of: 'from prod to dev', but: 'detail.requestParameters.sourceParentId', is: 'r-abcd' },
    { of: 'from prod to dev', but: NAME, is: 'ListParents' },
    { of: 'from prod to dev', but: ISSUER, is: DEPLOYER },
    { of: 'an invitation', but: NAME, is: 'CancelHandshake' },
    { of: 'an invitation is accepted', but: ISSUER, is: DEPLOYER },
    { of: 'an account is closed', but: NAME, is: 'DescribeAccount' },
    { of: 'an account is closed from within', but: NAME, is: 'GetContactInformation' },
  ],
  'bucket-is-changed': [
    { of: PLANTED, but: INVOKED_BY, is: CLOUDFORMATION },
    { of: 'the policy of a state bucket', but: NAME, is: 'GetBucketPolicy' },
    { of: 'the policy of a state bucket', but: NAME, is: 'PutObject' },
    { of: 'the policy of a state bucket', but: ISSUER, is: DEPLOYER },
    { of: 'how long the files of the trail are kept', but: 'detail.requestParameters.bucketName', is: 'app-trail' },
  ],
  'evidence-is-changed': [
    { of: 'a file of the trail is written over', but: NAME, is: 'GetObject' },
    { of: 'a file of the trail is written over', but: 'detail.userIdentity', is: CLOUDTRAIL },
    { of: 'a file of the trail is written over', but: 'detail.eventCategory', is: 'Management' },
    { of: 'access logs are deleted', but: NAME, is: 'ListObjects' },
    { of: 'access logs are deleted', but: 'detail.requestParameters.bucketName', is: 'app-access-logs' },
  ],
  'key-is-changed': [
    { of: PLANTED, but: INVOKED_BY, is: CLOUDFORMATION },
    { of: 'its policy', but: NAME, is: 'GetKeyPolicy' },
    { of: 'its policy', but: INVOKED_BY, is: 'rds.amazonaws.com' },
    { of: PLANTED, but: INVOKED_BY, is: 'rds.amazonaws.com' },
    { of: 'its policy', but: 'detail.recipientAccountId', is: '444444444444' },
    { of: 'its end, by a stack', but: ISSUER, is: DEPLOYER },
    { of: 'another key behind its alias', but: 'detail.requestParameters.aliasName', is: 'alias/app' },
  ],
  'trail-is-changed': [
    { of: PLANTED, but: INVOKED_BY, is: CLOUDFORMATION },
    { of: 'stopped', but: NAME, is: 'GetTrailStatus' },
    { of: 'stopped', but: NAME, is: 'StartLogging' },
    { of: 'stopped', but: ISSUER, is: DEPLOYER },
  ],
  'alarms-are-changed': [
    { of: PLANTED, but: INVOKED_BY, is: CLOUDFORMATION },
    { of: 'a rule is disabled', but: NAME, is: 'DescribeRule' },
    { of: 'the bus of the rules that forward gets a key', but: 'detail.requestParameters.name', is: 'app' },
    { of: 'the bus of the rules that forward gets a key', but: NAME, is: 'DescribeEventBus' },
    { of: 'the bus of the rules that forward gets a key', but: ISSUER, is: DEPLOYER },
    { of: 'a rule that forwards loses its target', but: 'detail.requestParameters.rule', is: 'app-nightly' },
    {
      of: 'the policy of the topic',
      but: 'detail.requestParameters.topicArn',
      is: 'arn:aws:sns:eu-west-1:333333333333:app',
    },
    { of: 'the policy of the topic', but: ISSUER, is: DEPLOYER },
    { of: 'nobody gets mail', but: NAME, is: 'GetSubscriptionAttributes' },
    { of: 'the log group is deleted', but: 'detail.requestParameters.logGroupName', is: '/app' },
  ],
  'watch-is-changed': [
    { of: PLANTED, but: INVOKED_BY, is: CLOUDFORMATION },
    { of: 'an archive rule', but: NAME, is: 'GetArchiveRule' },
    { of: 'an archive rule', but: ISSUER, is: DEPLOYER },
    { of: 'it is deleted', but: 'detail.requestParameters.analyzerName', is: 'app' },
    {
      of: 'a finding is archived',
      but: 'detail.requestParameters.analyzerArn',
      is: 'arn:aws:access-analyzer:eu-west-1:333333333333:analyzer/app',
    },
    { of: 'a finding is archived', but: NAME, is: 'StartResourceScan' },
    { of: 'what misses an account is deleted', but: 'detail.requestParameters.alarmNames', is: ['app'] },
    { of: 'what misses an account is deleted', but: NAME, is: 'DescribeAlarms' },
    { of: 'what misses an account is deleted', but: ISSUER, is: DEPLOYER },
  ],
  'person-is-changed': [
    { of: PLANTED, but: INVOKED_BY, is: CLOUDFORMATION },
    { of: 'the password is set', but: NAME, is: 'GetLoginProfile' },
    { of: 'the password is set', but: ISSUER, is: PEOPLE_OPERATOR },
    { of: 'the password is set', but: 'detail.recipientAccountId', is: '444444444444' },
    { of: 'the MFA device is taken off', but: NAME, is: 'GetMFADevice' },
    { of: 'the MFA device is deleted', but: NAME, is: 'ListVirtualMFADevices' },
    { of: 'an access key is woken', but: NAME, is: 'GetAccessKeyLastUsed' },
    { of: 'an inline policy is put', but: NAME, is: 'GetUserPolicy' },
    { of: 'an inline policy is put', but: ISSUER, is: DEPLOYER },
    { of: 'the boundary is taken off', but: ARN, is: PERSON },
    { of: 'passwords may be short', but: NAME, is: 'GetAccountPasswordPolicy' },
    { of: 'the boundary is refused', but: NAME, is: 'ListUserPolicies' },
    { of: 'an access key is made', but: ISSUER, is: OPERATOR },
  ],
  'device-of-another-kind': [
    { of: 'a passkey', but: 'detail.requestParameters.serialNumber', is: DEVICE },
    { of: 'a passkey', but: ERROR, is: 'AccessDenied' },
    { of: 'a token', but: NAME, is: 'ResyncMFADevice' },
    { of: 'a token', but: 'detail.recipientAccountId', is: '444444444444' },
  ],
  'own-device-is-deactivated': [
    { of: 'a session with MFA takes the device of its person out of use', but: NAME, is: 'DeleteVirtualMFADevice' },
    { of: 'a session with MFA takes the device of its person out of use', but: NAME, is: 'ListMFADevices' },
    { of: 'a session with MFA takes the device of its person out of use', but: ERROR, is: 'AccessDenied' },
    { of: 'a session with MFA takes the device of its person out of use', but: ARN, is: CI_USER },
    {
      of: 'a session with MFA takes the device of its person out of use',
      but: 'detail.recipientAccountId',
      is: '444444444444',
    },
  ],
  'sign-in-fails': [
    { of: 'a wrong password', but: 'detail.responseElements.ConsoleLogin', is: 'Success' },
    { of: 'a wrong password', but: 'detail.recipientAccountId', is: '444444444444' },
    { of: 'a wrong password', but: 'detail.userIdentity.type', is: 'Root' },
    { of: 'a user who is not there', but: NAME, is: 'PasswordRecoveryRequested' },
  ],
  'access-role-by-a-stranger': [
    { of: 'an administrator of the Ops account', but: ARN, is: PERSON },
    { of: 'an administrator of the Ops account', but: 'detail.requestParameters.roleArn', is: roleOfDev('app') },
    { of: 'another account', but: 'detail.userIdentity.accountId', is: '333333333333' },
    { of: 'a service', but: NAME, is: 'GetSessionToken' },
  ],
  'operator-role-by-a-stranger': [
    { of: 'an administrator of the Terraform account', but: ISSUER, is: WHO_OPERATES },
    { of: 'a person who becomes the state role', but: 'detail.requestParameters.roleArn', is: CI_ROLE },
    { of: 'another account', but: 'detail.userIdentity.accountId', is: '333333333333' },
    { of: 'another account', but: 'detail.requestParameters.roleArn', is: roleOfDev('orgstrap-auditor') },
    { of: 'a person who is no operator', but: NAME, is: 'GetSessionToken' },
  ],
  'state-role-is-used': [
    { of: OPERATES_STATES, but: 'detail.requestParameters.roleArn', is: roleOfDev('orgstrap-state') },
    { of: OPERATES_STATES, but: 'detail.requestParameters.roleArn', is: OPERATOR },
    { of: OPERATES_STATES, but: NAME, is: 'GetCallerIdentity' },
    {
      of: 'an administrator is refused it',
      but: MESSAGE,
      is: `${REFUSED} sts:AssumeRole on resource: arn:aws:iam::333333333333:role/workload/orgstrap-state`,
    },
  ],
  'role-of-people-is-refused': [
    { of: 'an administrator asks for an access role', but: ERROR },
    { of: 'an administrator asks for an access role', but: ARN, is: PERSON },
    { of: 'an administrator asks for the operator role', but: ISSUER, is: WHO_OPERATES },
    {
      of: 'an administrator asks for the operator role',
      but: MESSAGE,
      is: `${REFUSED} sts:AssumeRole on resource: ${roleOfDev('orgstrap-auditor')}`,
    },
    {
      of: 'an administrator asks for an access role',
      but: MESSAGE,
      is: `${REFUSED} sts:AssumeRole on resource: arn:aws:iam::444444444444:role/workload/orgstrap-access-admin`,
    },
  ],
  'deployer-by-a-stranger': [
    { of: 'a job of another repository', but: 'detail.userIdentity.userName', is: APPROVED },
    { of: 'a job of another repository', but: 'detail.requestParameters.roleArn', is: CI_ROLE },
    { of: 'a job of another repository', but: ERROR, is: 'AccessDenied' },
    { of: 'an administrator, who plans', but: 'detail.userIdentity.type', is: 'WebIdentityUser' },
    { of: 'an administrator of the account', but: NAME, is: 'GetCallerIdentity' },
  ],
  'deployer-is-refused': [
    { of: 'somebody looks around with its session', but: ERROR },
    { of: 'somebody looks around with its session', but: ISSUER, is: DEPLOYER },
    { of: 'a pull request tries to deploy', but: 'detail.eventSource', is: 'sts.amazonaws.com' },
  ],
  'deployer-is-changed': [
    { of: PLANTED, but: INVOKED_BY, is: CLOUDFORMATION },
    { of: 'the trust of a deployer', but: 'detail.requestParameters.roleName', is: 'app' },
    { of: 'the trust of a deployer', but: NAME, is: 'GetRole' },
    { of: 'the trust of a deployer', but: 'detail.recipientAccountId', is: '444444444444' },
    { of: 'the trust of an operator', but: ISSUER, is: DEPLOYER },
    { of: 'the trust of an operator', but: ISSUER, is: SSO },
    { of: 'the trust of a deployer, refused', but: ERROR },
    {
      of: 'the trust of a deployer, refused',
      but: MESSAGE,
      is: `${REFUSED} iam:UpdateAssumeRolePolicy on resource: role app because no identity-based policy allows it`,
    },
  ],
  'identity-center-is-changed': [
    { of: PLANTED, but: INVOKED_BY, is: CLOUDFORMATION },
    { of: 'an assignment', but: NAME, is: 'ListAccountAssignments' },
    { of: 'an assignment', but: NAME, is: 'CreateApplicationAssignment' },
    { of: 'an assignment', but: ISSUER, is: DEPLOYER },
    { of: 'a permission set', but: NAME, is: 'DescribePermissionSet' },
    { of: 'a group', but: 'detail.eventSource', is: 'identitystore-scim.amazonaws.com' },
    { of: 'a member of a group', but: NAME, is: 'IsMemberInGroups' },
    { of: 'a member of a group, in the console', but: ISSUER, is: DEPLOYER },
    { of: 'the password of a person', but: 'detail.userIdentity.type', is: 'Unknown' },
    { of: 'a token for provisioning', but: NAME, is: 'ListBearerTokens' },
  ],
  'root-is-used': [
    { of: 'sessions of root users are centralized', but: NAME, is: 'ListOrganizationsFeatures' },
    { of: 'somebody takes a session of a root user', but: NAME, is: 'AssumeRole' },
    { of: 'signs in', but: 'detail.userIdentity.type', is: 'IAMUser' },
    { of: 'makes an access key', but: 'detail.userIdentity.invokedBy', is: 'secretsmanager.amazonaws.com' },
    { of: 'makes an access key', but: 'detail.eventType', is: 'AwsServiceEvent' },
    { of: 'signs in', but: 'source', is: 'mallory' },
  ],
};

function roleOfDev(name: string): string {
  return `arn:aws:iam::444444444444:role/orgstrap/${name}`;
}
