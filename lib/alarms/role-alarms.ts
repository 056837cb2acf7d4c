import type { Access } from '../domain/ci-identity';
import { deploymentRoles } from '../domain/deployment';
import { CI_ROLES, DEPLOYER_ROLE, IAM_PATH, TERRAFORM_ROLES } from '../domain/names';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import { STACK_SETS_SERVICES } from '../domain/stack-set-names';
import { enteredRolePatterns } from '../domain/workspaces';
import { type Alarm, type EventPattern, REFUSED, recorded } from './alarm';

/** Matches calls that begin a session of a role. */
export const ASSUMPTIONS = { eventSource: ['sts.amazonaws.com'], eventName: [{ prefix: 'AssumeRole' }] };

/**
 * Matches what STS does not take for a token: one that somebody else signed, or for another audience, or of an issuer that
 * the account does not know; one that has expired; one that its issuer took back. CloudTrail has the code of the exception
 * or its name. Where the issuer cannot be reached, nobody is refused.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html#API_AssumeRoleWithWebIdentity_Errors
 */
const NO_TOKEN = [{ prefix: 'ExpiredToken' }, { prefix: 'IDPRejectedClaim' }, { prefix: 'InvalidIdentityToken' }];

/** Who becomes a role of the chain without being the link before it. */
export function roleAlarms(config: OrgConfig): readonly Alarm[] {
  const { terraform } = config.accounts;
  const names = namesOf(config);
  const ciRoles = {
    apply: { wildcard: names.ciRoleArn('apply', '*') },
    plan: { wildcard: names.ciRoleArn('plan', '*') },
  };
  const wildcards = (access: Access) => enteredRolePatterns(config, access).map((wildcard) => ({ wildcard }));
  const terraformRoles = { apply: wildcards('apply'), plan: wildcards('plan') };
  const notByCiUser = {
    arn: [{ 'anything-but': { wildcard: names.ciUsersPattern } }, { exists: false }],
  };
  const deploying = deploymentRoles(config);
  // No more of them: EventBridge refuses a rule with so many wildcards for one field.
  const refused = [CI_ROLES, `${TERRAFORM_ROLES.apply}*`, ...(deploying.length > 0 ? [`${DEPLOYER_ROLE}*`] : [])];
  return [
    {
      name: 'ci-role-by-a-stranger',
      happened: 'Somebody who is no CI identity became a CI role.',
      matters: 'A CI role reads and writes states and enters every account of its pipeline.',
      todo: 'See who it is. Run orgstrap verify, and at once what it prints for the trust: a deployment does not see it.',
      pattern: recorded({
        ...ASSUMPTIONS,
        requestParameters: { roleArn: Object.values(ciRoles) },
        userIdentity: { type: [{ 'anything-but': ['WebIdentityUser'] }], ...notByCiUser },
      }),
    },
    {
      name: 'terraform-role-by-a-stranger',
      happened: 'Somebody of the Terraform account who is not the CI role for it became a Terraform role.',
      matters: 'Its trust admits CI roles alone: it is not what it was.',
      todo: 'See who it is. Run orgstrap verify, and at once what it prints for the trust: a deployment does not see it.',
      pattern: recorded({
        ...ASSUMPTIONS,
        $or: [
          {
            requestParameters: { roleArn: terraformRoles.apply },
            userIdentity: inAccountBut(terraform, ciRoles.apply),
          },
          {
            requestParameters: { roleArn: terraformRoles.plan },
            userIdentity: inAccountBut(terraform, ciRoles.plan),
          },
        ],
      }),
    },
    {
      name: 'terraform-role-from-elsewhere',
      happened: 'Somebody who is not of the Terraform account became a Terraform role.',
      matters: 'Only CI roles of the Terraform account may. Somebody else has been let in.',
      todo: 'Run orgstrap verify, and at once what it prints for the trust, and look in that account for what was done since.',
      // In the account of the role, CloudTrail says no more of a caller from elsewhere than the account, and of a service
      // or of the holder of a token not even that.
      pattern: recorded({
        ...ASSUMPTIONS,
        requestParameters: { roleArn: [...terraformRoles.apply, ...terraformRoles.plan] },
        userIdentity: { accountId: [{ 'anything-but': [terraform] }, { exists: false }] },
      }),
    },
    {
      name: 'stack-sets-role-by-a-stranger',
      happened: 'Somebody who is not StackSets became a role that is called like those of StackSets.',
      matters: 'Guardrails and alarms take it for StackSets: it may change all that protects its account.',
      todo: 'End its sessions, take its policies off, delete it unless StackSets made it, and look in the trail for what was done in it.',
      // StackSets become it in a service-linked role of the management account, of which the account of the role records no more
      // than the account.
      pattern: recorded({
        ...ASSUMPTIONS,
        requestParameters: { roleArn: [{ wildcard: names.stackSetsRolesPattern }] },
        userIdentity: {
          accountId: [{ 'anything-but': [config.organization.managementAccount] }, { exists: false }],
          invokedBy: [{ 'anything-but': STACK_SETS_SERVICES }, { exists: false }],
        },
      }),
    },
    {
      name: 'role-is-refused',
      happened:
        'Somebody asked for a CI role, a Terraform role or who deploys and was refused, maybe with a token that is none.',
      matters: 'Somebody tries how far they get, or a workflow runs where it may not, or longer than its token lives.',
      todo: 'See who it is. A CI role that is refused has a pipeline that does not reach the account: see org.yaml.',
      // STS records the refusal of a token with its parameters, and every other one without.
      pattern: recorded({
        ...ASSUMPTIONS,
        errorCode: [...REFUSED, ...NO_TOKEN],
        userIdentity: notByCiUser,
        $or: [
          {
            // The plan role's name begins with that of the Terraform role.
            errorMessage: refused.map((name) => ({ wildcard: `*:role${IAM_PATH}${name}` })),
          },
          { requestParameters: { roleArn: [...Object.values(ciRoles), ...deploying] } },
        ],
      }),
    },
  ];
}

/** Matches everybody of an account but the sessions of some roles. */
function inAccountBut(account: string, roles: { readonly wildcard: string }): EventPattern {
  return {
    accountId: [account],
    // What the account of the role records of the same call says nothing of the caller but the account.
    type: [{ 'anything-but': ['AWSAccount'] }],
    sessionContext: { sessionIssuer: { arn: [{ 'anything-but': roles }, { exists: false }] } },
  };
}
