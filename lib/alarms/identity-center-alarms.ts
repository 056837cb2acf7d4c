import type { OrgConfig } from '../domain/org-config';
import { type Alarm, type EventPattern, exceptTrustedCallers, recorded } from './alarm';

/**
 * Matches what decides in IAM Identity Center who reaches which account: permission sets, assignments, and where people come from. What
 * people do at the access portal is recorded by the same service, and so is what applications have there.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/sso-info-in-cloudtrail.html
 */
export const PERMISSION_SET_CHANGES: EventPattern = {
  eventSource: ['sso.amazonaws.com'],
  eventName: [
    {
      'anything-but': {
        prefix: [
          'Authenticate',
          'CreateApplication',
          'CreateToken',
          'DeleteApplication',
          'Describe',
          'Federate',
          'Get',
          'List',
          'Logout',
          'PutApplication',
          'RegisterClient',
          'Search',
          'StartDevice',
          'UpdateApplication',
        ],
      },
    },
  ],
};

/**
 * Matches what decides in the directory of IAM Identity Center who is in which group and signs in as whom. Provisioning (SCIM) is
 * recorded by a service of its own, `identitystore-scim.amazonaws.com`; who makes the token for it is in here.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/scim-logging-using-cloudtrail.html
 */
const DIRECTORY_CHANGES: EventPattern = {
  eventSource: ['identitystore.amazonaws.com', 'sso-directory.amazonaws.com'],
  eventName: [
    'AddMemberToGroup',
    'CreateBearerToken',
    { prefix: 'CreateExternalIdP' },
    { prefix: 'CreateGroup' },
    'CreateProvisioningTenant',
    { prefix: 'DeleteGroup' },
    { prefix: 'EnableExternalIdP' },
    { prefix: 'ImportExternalIdP' },
    'RemoveMemberFromGroup',
    { prefix: 'UpdateExternalIdP' },
    'UpdateGroup',
    'UpdatePassword',
  ],
  // People who choose a password of their own have no identity of IAM.
  userIdentity: { type: ['AssumedRole', 'IAMUser', 'Root'] },
};

/** Who gives others access through IAM Identity Center, whether people sign in there for orgstrap or not. */
export function identityCenterAlarms(config: OrgConfig): readonly Alarm[] {
  return [
    {
      name: 'identity-center-is-changed',
      happened:
        'Somebody changed a permission set, an assignment, a group or the sign-in of IAM Identity Center, or tried to.',
      matters: 'Who is in which group, and what that group has in which account, is written there.',
      todo: 'See who it was, and take back what nobody knows. Name who does it every day in guardrails.deployers.',
      pattern: recorded({
        userIdentity: exceptTrustedCallers(config),
        $or: [PERMISSION_SET_CHANGES, DIRECTORY_CHANGES],
      }),
    },
  ];
}
