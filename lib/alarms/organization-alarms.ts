import type { OrgConfig } from '../domain/org-config';
import { type Alarm, recorded } from './alarm';
import { byAnybodyElse } from './trusted-callers';

/** Who changes what reaches every account. */
export function organizationAlarms(config: OrgConfig): readonly Alarm[] {
  const userIdentity = byAnybodyElse(config);
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
  ];
}
