import { deployerAccounts, deployersOf, deploymentRoles } from '../domain/deployment';
import { accountOfPrincipal } from '../domain/ids';
import { accessRoleName, CI_USERS, IAM_PATH } from '../domain/names';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import { STACK_SETS_ROLES, STACK_SETS_SERVICE_ROLES } from '../domain/stack-set-names';
import {
  type Alarm,
  CLOUDFORMATION,
  exceptTrustedCallers,
  ORGSTRAP_NAMES,
  REFUSED,
  recorded,
  serviceRoles,
} from './alarm';

/** Matches the calls to IAM that change something: all that do not only read. */
const WRITES = [{ 'anything-but': { prefix: ['Generate', 'Get', 'List', 'Simulate'] } }];

/**
 * Matches a policy that allows something. People operators write policies into access roles, which only ever deny. `Allow` in JSON is
 * written like this, or with the code of a character of ASCII for at least one of its letters.
 */
const ALLOWING = [{ wildcard: '*"Allow"*' }, { wildcard: '*u00*' }];

/** Who changes what orgstrap made in IAM. */
export function identityAlarms(config: OrgConfig): readonly Alarm[] {
  const { terraform } = config.accounts;
  const names = namesOf(config);
  const onOurPath = [{ prefix: IAM_PATH }];
  const operators = [names.operatorRoleArn, names.peopleOperatorRoleArn('*')];
  return [
    {
      name: 'identity-is-changed',
      happened:
        'Somebody changed a role, a policy, a CI user or a group of orgstrap, made one on its path, or put a user into a group, as orgstrap people invite does with who comes back.',
      matters: 'Who may enter which account is written in them.',
      todo: 'Run orgstrap verify, and what it prints: a deployment does not see it. Look at who it was; of groups, run orgstrap people audit. The guardrails refuse this to others.',
      pattern: recorded({
        eventSource: ['iam.amazonaws.com'],
        $or: [
          {
            eventName: WRITES,
            userIdentity: exceptTrustedCallers(config, operators),
            requestParameters: {
              $or: [
                { roleName: ORGSTRAP_NAMES },
                { groupName: ORGSTRAP_NAMES },
                { policyName: ORGSTRAP_NAMES },
                // What is before this in an ARN tells nothing, and a pattern may have 2,048 characters.
                { policyArn: [{ wildcard: `*:policy${IAM_PATH}*` }] },
                // People choose any name, and look after their own sign-in.
                { userName: [{ wildcard: CI_USERS }] },
                { path: onOurPath },
                { newPath: onOurPath },
              ],
            },
          },
          {
            eventName: ['PutRolePolicy'],
            requestParameters: { roleName: [{ prefix: accessRoleName('') }], policyDocument: ALLOWING },
          },
          // Nobody is excepted, not even deployers and operators: a deployment puts people into their groups through CloudFormation.
          {
            eventName: ['AddUserToGroup'],
            userIdentity: { invokedBy: [{ 'anything-but': [CLOUDFORMATION] }, { exists: false }] },
            requestParameters: { groupName: ORGSTRAP_NAMES },
          },
        ],
      }),
    },
    {
      name: 'identity-change-is-refused',
      happened: 'Somebody tried to change a role, a CI user or a group of orgstrap and was refused.',
      matters: 'Nobody who works as they should does. Somebody tries how far they get.',
      todo: 'See who it was and what else they tried; end their sessions if nobody knows why.',
      pattern: recorded({
        eventSource: ['iam.amazonaws.com'],
        eventName: WRITES,
        errorCode: REFUSED,
        // IAM tells by kind and name of what exists.
        errorMessage: [
          { wildcard: '*: role orgstrap-*' },
          { wildcard: '*: group orgstrap-*' },
          { wildcard: `*: user ${CI_USERS}` },
        ],
      }),
    },
    {
      name: 'policy-change-is-refused',
      happened: 'Somebody tried to change a policy of orgstrap, or to make a role on its path, and was refused.',
      matters: 'Nobody who works as they should does. What is on the path of orgstrap is trusted.',
      todo: 'See who it was and what else they tried; end their sessions if nobody knows why.',
      // Apart from the alarm before it because EventBridge refuses a rule with so many wildcards for one field.
      pattern: recorded({
        eventSource: ['iam.amazonaws.com'],
        eventName: WRITES,
        errorCode: REFUSED,
        // IAM tells by ARN of policies and of what does not exist yet.
        errorMessage: [{ wildcard: `*:role${IAM_PATH}*` }, { wildcard: `* policy *:policy${IAM_PATH}*` }],
      }),
    },
    {
      name: 'stack-sets-role-is-changed',
      happened: 'Somebody made, changed or deleted a role that StackSets work as, or tried to.',
      matters:
        'It may do everything in its account, and what it does through CloudFormation passes for a deployment, which raises no alarm.',
      todo: 'Delete the role unless StackSets made it, and look in the trail for what was done in it.',
      pattern: recorded({
        eventSource: ['iam.amazonaws.com'],
        eventName: WRITES,
        // StackSets make it in a service-linked role.
        userIdentity: {
          sessionContext: {
            sessionIssuer: {
              arn: [{ 'anything-but': { wildcard: serviceRoles(config) } }, { exists: false }],
            },
          },
        },
        $or: [
          { requestParameters: { roleName: [{ prefix: STACK_SETS_ROLES }, { prefix: STACK_SETS_SERVICE_ROLES }] } },
          // A role on such a path has an ARN that looks like one.
          { requestParameters: { path: [{ prefix: `/${STACK_SETS_ROLES}` }] } },
          {
            errorMessage: [
              { wildcard: `*: role ${STACK_SETS_ROLES}*` },
              { wildcard: `*:role/${STACK_SETS_ROLES}*` },
              { wildcard: `*/${STACK_SETS_SERVICE_ROLES}*` },
            ],
          },
        ],
      }),
    },
    ...deployerAlarms(config),
    {
      name: 'identity-provider-is-changed',
      happened:
        'Somebody changed, or tried to change, an identity provider of the Terraform account, or of one that deploys.',
      matters: 'Tokens of its issuer become CI roles, and who deploys.',
      todo: 'Look at the issuer, its audiences and thumbprints; remove what you do not know.',
      pattern: recorded({
        eventSource: ['iam.amazonaws.com'],
        eventName: [
          'AddClientIDToOpenIDConnectProvider',
          'CreateOpenIDConnectProvider',
          'CreateSAMLProvider',
          'DeleteOpenIDConnectProvider',
          'DeleteSAMLProvider',
          'RemoveClientIDFromOpenIDConnectProvider',
          'UpdateOpenIDConnectProviderThumbprint',
          'UpdateSAMLProvider',
        ],
        recipientAccountId: [...new Set([terraform, ...deployerAccounts(config)])],
        userIdentity: exceptTrustedCallers(config),
      }),
    },
  ];
}

/** Who changes the roles and users that deploy, or that are operators; none where `org.yaml` names nobody. */
function deployerAlarms(config: OrgConfig): readonly Alarm[] {
  const principals = [...deployersOf(config), ...deploymentRoles(config), ...(config.operators ?? [])];
  if (principals.length === 0) return [];
  const names = [...new Set(principals.map((principal) => principal.slice(principal.lastIndexOf('/') + 1)))];
  return [
    {
      name: 'deployer-is-changed',
      happened:
        'Somebody changed a deployer or an operator of org.yaml: whom it trusts or what it may do, or tried to.',
      matters: 'Who becomes a deployer may do everything in every account, and no guardrail or alarm stops a deployer.',
      todo: 'See who it was, put the trust and the permissions back, and end the sessions of the role.',
      pattern: recorded({
        eventSource: ['iam.amazonaws.com'],
        recipientAccountId: [...new Set(principals.map(accountOfPrincipal))],
        userIdentity: exceptTrustedCallers(config),
        $or: [
          { eventName: WRITES, requestParameters: { $or: [{ roleName: names }, { userName: names }] } },
          // IAM refuses without parameters, and a pattern takes few wildcards: so any role of these accounts.
          {
            eventName: ['AttachRolePolicy', 'PutRolePolicy', 'UpdateAssumeRolePolicy'],
            errorCode: REFUSED,
            errorMessage: [{ wildcard: '*: role *service control policy*' }],
          },
        ],
      }),
    },
  ];
}
