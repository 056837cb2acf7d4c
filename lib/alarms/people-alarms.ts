import { accountOfPrincipal } from '../domain/ids';
import { ACCESS_ROLES, IAM_PATH, OPERATOR_ROLE, PEOPLE_OPERATOR_ROLE, STATE_ROLE } from '../domain/names';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import { type Alarm, type EventPattern, exceptPrincipals, exceptTrustedCallers, REFUSED, recorded } from './alarm';
import { ASSUMPTIONS } from './role-alarms';

/** What another account records of who becomes a role there: nothing but the account. */
const FROM_ELSEWHERE = ['AWSAccount'];
const FROM_HERE = [{ 'anything-but': FROM_ELSEWHERE }];

/** Matches the calls to IAM that change who a user is, how the user signs in, or what the user may do. */
const USER_CHANGES = [
  { prefix: 'AddUser' },
  'AttachUserPolicy',
  'CreateServiceSpecificCredential',
  'DeleteUser',
  'DeleteUserPolicy',
  'DetachUserPolicy',
  'EnableMFADevice',
  'PutUserPolicy',
  { prefix: 'RemoveUser' },
  'ResetServiceSpecificCredential',
  'ResyncMFADevice',
  'UpdateUser',
  { prefix: 'Upload' },
  // Creates, updates, deletes and deactivates, but does not get.
  { suffix: 'teAccessKey' },
  { suffix: 'teAccountPasswordPolicy' },
  { suffix: 'teLoginProfile' },
  { suffix: 'teMFADevice' },
  { suffix: 'teVirtualMFADevice' },
  { suffix: 'UserPermissionsBoundary' },
];

/** Matches who fails to sign in to the console of the Ops account. The root user's attempts are an alarm of their own. */
export function failedSignIns({ accounts }: OrgConfig): EventPattern {
  return {
    eventSource: ['signin.amazonaws.com'],
    eventName: ['ConsoleLogin'],
    recipientAccountId: [accounts.ops],
    responseElements: { ConsoleLogin: ['Failure'] },
    userIdentity: { type: [{ 'anything-but': ['Root'] }] },
  };
}

/** Matches who becomes an access role and is no person. */
export function accessByStrangers(config: OrgConfig): EventPattern {
  const names = namesOf(config);
  return {
    ...ASSUMPTIONS,
    requestParameters: { roleArn: [{ wildcard: names.accessRolesPattern('*') }] },
    $or: [
      { userIdentity: { type: FROM_HERE, ...exceptPrincipals([names.personArn('*')]) } },
      { userIdentity: { type: FROM_ELSEWHERE, accountId: [{ 'anything-but': [config.accounts.ops] }] } },
    ],
  };
}

/** Matches who is refused an access role and is no person, whose sign-in may just be too old. With the auditor role, verify tries one. */
export function accessRefusedToStrangers(config: OrgConfig): EventPattern {
  const names = namesOf(config);
  return {
    errorMessage: [{ wildcard: `*:role${IAM_PATH}${ACCESS_ROLES}` }],
    userIdentity: exceptPrincipals([names.personArn('*'), names.auditorRoleArn('*')]),
  };
}

/** Matches messages about the state role. */
const STATE_MESSAGES = [{ wildcard: `*:role${IAM_PATH}${STATE_ROLE}*` }];

/** Matches messages about an operator role or a people operator role. */
export const OPERATOR_MESSAGES = [{ wildcard: `*:role${IAM_PATH}orgstrap-*operator*` }];

/** Who acts on people of the Ops account, and who becomes what only people and operators may. */
export function peopleAlarms(config: OrgConfig): readonly Alarm[] {
  const { ops } = config.accounts;
  const names = namesOf(config);
  const people = names.personArn('*');
  return [
    {
      name: 'person-is-changed',
      happened:
        'Somebody changed a user of the Ops account or its password policy, or tried to: password, MFA, keys, policies, boundary, groups.',
      matters: 'Who sets the password and the MFA of a person can be that person, in every account.',
      todo: 'See who it was. Shut the person out (orgstrap people revoke), and put back what was changed.',
      pattern: recorded({
        eventSource: ['iam.amazonaws.com'],
        // IAM tells nothing but the call of what it refuses.
        eventName: USER_CHANGES,
        recipientAccountId: [ops],
        // People look after their own sign-in; nothing lets them touch another's.
        userIdentity: exceptTrustedCallers(config, [names.operatorRoleArn, names.peopleOperatorRoleArn(ops), people]),
      }),
    },
    {
      name: 'device-of-another-kind',
      happened: 'A person enrolled an MFA device that is no virtual one: a security key, a passkey or a token.',
      matters: 'Who has stolen a session with MFA can enrol a device of their own, and stay.',
      todo: 'Ask the person. If it is not theirs, shut the person out (orgstrap people revoke) and deactivate it.',
      pattern: recorded({
        eventSource: ['iam.amazonaws.com'],
        eventName: ['EnableMFADevice'],
        errorCode: [{ exists: false }],
        recipientAccountId: [ops],
        requestParameters: {
          serialNumber: [{ 'anything-but': { prefix: names.mfaDeviceArn('') } }, { exists: false }],
        },
      }),
    },
    {
      name: 'own-device-is-deactivated',
      happened: 'A person took their own MFA device out of use.',
      matters: 'Who has stolen a session with MFA and the password can then enable a device of their own, and stay.',
      todo: 'Ask the person, who tells before they change devices. If it was not theirs, shut the person out (orgstrap people revoke).',
      pattern: recorded({
        eventSource: ['iam.amazonaws.com'],
        eventName: ['DeactivateMFADevice'],
        errorCode: [{ exists: false }],
        recipientAccountId: [ops],
        // Of everybody else person-is-changed tells.
        userIdentity: { arn: [{ prefix: names.personArn('') }] },
      }),
    },
    {
      name: 'sign-in-fails',
      happened: 'Somebody failed to sign in to the console of the Ops account.',
      matters: 'People mistype a password once; whoever guesses fails again and again.',
      todo: 'Compare the address with those of the person, and shut the person out (orgstrap people revoke) where others try.',
      pattern: recorded(failedSignIns(config)),
    },
    {
      name: 'access-role-by-a-stranger',
      happened: 'Somebody who is no person of org.yaml became an access role.',
      matters: 'Its trust admits people alone, with MFA: it is not what it was.',
      todo: 'End the sessions (orgstrap people revoke), run orgstrap verify, and what it prints for the trust.',
      pattern: recorded(accessByStrangers(config)),
    },
    {
      name: 'operator-role-by-a-stranger',
      happened:
        'Somebody who is no operator of org.yaml became the operator role, the state role or a people operator role.',
      matters: 'The first makes keys for CI, the second reads and writes states, the third makes passwords for people.',
      todo: 'Run orgstrap verify, and what it prints for the trust, rotate the keys, and look in the trail for what was done.',
      pattern: recorded({
        ...ASSUMPTIONS,
        requestParameters: {
          roleArn: [names.operatorRoleArn, names.stateRoleArn, { suffix: `:role${IAM_PATH}${PEOPLE_OPERATOR_ROLE}` }],
        },
        ...byNoOperator(config),
      }),
    },
    {
      name: 'state-role-is-used',
      happened: 'Somebody became the state role, or tried to.',
      matters:
        'It reads every version of every state, with the secrets that Terraform knows, and decides what the next run changes. No run of CI ever does.',
      todo: 'Ask who the record names by its source identity or user. If nobody knows of it, end the sessions of the role, change the secrets of the states, and look at orgstrap state history.',
      pattern: recorded({
        ...ASSUMPTIONS,
        // STS tells of what it refuses in the message alone.
        $or: [{ requestParameters: { roleArn: [names.stateRoleArn] } }, { errorMessage: STATE_MESSAGES }],
      }),
    },
    {
      name: 'role-of-people-is-refused',
      happened: 'Somebody asked for an access role, an operator role or a people operator role and was refused.',
      matters: 'People and operators know what is theirs. Somebody tries how far they get.',
      todo: 'See who it was and what else they tried; end their sessions if nobody knows why.',
      pattern: recorded({
        ...ASSUMPTIONS,
        errorCode: REFUSED,
        $or: [
          accessRefusedToStrangers(config),
          {
            errorMessage: [OPERATOR_ROLE, PEOPLE_OPERATOR_ROLE].map((role) => ({
              wildcard: `*:role${IAM_PATH}${role}*`,
            })),
            ...(config.operators && { userIdentity: exceptPrincipals(config.operators) }),
          },
        ],
      }),
    },
  ];
}

/** Everybody, where there is no operator. */
function byNoOperator({ operators }: OrgConfig): EventPattern {
  if (operators === undefined) return {};
  const accounts = [...new Set(operators.map(accountOfPrincipal))];
  return {
    $or: [
      { userIdentity: { type: FROM_HERE, ...exceptPrincipals(operators) } },
      { userIdentity: { type: FROM_ELSEWHERE, accountId: [{ 'anything-but': accounts }] } },
    ],
  };
}
