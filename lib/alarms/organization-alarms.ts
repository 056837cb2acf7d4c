import type { OrgConfig } from '../domain/org-config';
import { type Alarm, type EventPattern, exceptTrustedCallers, recorded } from './alarm';

/** Matches who closes an account, from the management account or from within. */
export const CLOSED_ACCOUNTS: EventPattern = {
  eventSource: ['account.amazonaws.com', 'organizations.amazonaws.com'],
  eventName: ['CloseAccount'],
};

/** Who changes what reaches every account. */
export function organizationAlarms(config: OrgConfig): readonly Alarm[] {
  const userIdentity = exceptTrustedCallers(config);
  return [
    {
      name: 'stack-set-is-changed',
      happened: 'Somebody changed a StackSet, or tried to.',
      matters: 'StackSets reach every account of the organization.',
      todo: 'See whether it was a deployment of yours; name its role in guardrails.deployers if it was.',
      pattern: recorded({
        eventSource: ['cloudformation.amazonaws.com'],
        eventName: [
          'ActivateOrganizationsAccess',
          'CreateStackInstances',
          'CreateStackSet',
          'DeactivateOrganizationsAccess',
          'DeleteStackInstances',
          'DeleteStackSet',
          'ImportStacksToStackSet',
          'StopStackSetOperation',
          'UpdateStackInstances',
          'UpdateStackSet',
        ],
        userIdentity,
      }),
    },
    {
      name: 'organization-is-changed',
      happened:
        'Somebody changed, or tried to change, who administers the organization, which services reach into it, or a policy of it.',
      matters: 'A delegated administrator of StackSets is as powerful as the management account.',
      todo: 'See who it was, and take it back if nobody knows of it.',
      pattern: recorded({
        eventSource: ['organizations.amazonaws.com'],
        eventName: [
          'AttachPolicy',
          'DeletePolicy',
          'DeleteResourcePolicy',
          'DeregisterDelegatedAdministrator',
          'DetachPolicy',
          'DisableAWSServiceAccess',
          'DisablePolicyType',
          'EnableAWSServiceAccess',
          'LeaveOrganization',
          'PutResourcePolicy',
          'RegisterDelegatedAdministrator',
          'RemoveAccountFromOrganization',
          'UpdatePolicy',
        ],
        userIdentity,
      }),
    },
    {
      name: 'account-is-moved',
      happened: 'Somebody moved an account out of an OU, invited one, let one in, or closed one, or tried to.',
      matters:
        'In the OU of another environment an account trusts the pipelines of that one, and guardrails hold where they are attached.',
      todo: 'See who it was, and move it back if nobody knows of it. A closed account can be reopened for 90 days.',
      pattern: recorded({
        userIdentity,
        $or: [
          // What comes from the root was of no environment. Organizations tells nothing of what it refuses.
          {
            eventSource: ['organizations.amazonaws.com'],
            eventName: ['MoveAccount'],
            requestParameters: { sourceParentId: [{ prefix: 'ou-' }, { exists: false }] },
          },
          {
            eventSource: ['organizations.amazonaws.com'],
            eventName: ['AcceptHandshake', 'InviteAccountToOrganization'],
          },
          CLOSED_ACCOUNTS,
        ],
      }),
    },
  ];
}
