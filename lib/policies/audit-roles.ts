import { CANARY, FORWARDING_ROLE, FORWARDING_RULES } from '../domain/names';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import { loadPolicy } from './load-policy';
import { onceWhileInUse, type RoleDescription } from './role-description';

/**
 * What forwarding rules of an account work as, once for all its Regions: EventBridge sends to the bus of alarms as it, and
 * can do no more.
 */
export function forwardingRole(config: OrgConfig, account: string): RoleDescription {
  const { partition, audit } = namesOf(config);
  return {
    name: FORWARDING_ROLE,
    description: 'EventBridge works as this role to send what may be an alarm to the Terraform account',
    trust: loadPolicy('alarm-forwarding-role.trust', { partition, account, rule: FORWARDING_RULES }).document,
    policies: onceWhileInUse(() => [
      {
        id: 'Permissions',
        description: 'Lets EventBridge send to the bus of alarms in the Terraform account',
        pack: [loadPolicy('alarm-forwarding-role.permissions', { bus: audit.alarmBusArn })],
      },
    ]),
  };
}

/**
 * What schedules of an account work as, once for all its Regions: they put an event on the account's own bus each hour, which everybody
 * may who may put events there.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
 */
export function canaryRole(config: OrgConfig, account: string): RoleDescription {
  const { partition } = namesOf(config);
  return {
    name: CANARY,
    description: 'EventBridge Scheduler works as this role to show each hour that alarms would arrive',
    trust: loadPolicy('alarm-canary-role.trust', { partition, account }).document,
    policies: onceWhileInUse(() => [
      {
        id: 'CanaryPermissions',
        description: 'Lets EventBridge Scheduler put events on the default bus of the account',
        pack: [loadPolicy('alarm-canary-role.permissions', { partition, account })],
      },
    ]),
  };
}

/** What CloudTrail works as in the Terraform account, to write the events of its trail into a log group. */
export function trailLogsRole(config: OrgConfig): RoleDescription {
  const terraformAccount = config.accounts.terraform;
  const { audit } = namesOf(config);
  return {
    description: 'CloudTrail works as this role to write the events of the trail into its log group',
    trust: loadPolicy('trail-logs-role.trust', { terraformAccount, trail: audit.trailArn(terraformAccount) }).document,
    policies: onceWhileInUse(() => [
      {
        id: 'LogsPermissions',
        description: 'Lets CloudTrail write the events of the trail into its log group',
        pack: [loadPolicy('trail-logs-role.permissions', { logGroup: audit.trailLogGroupArn, terraformAccount })],
      },
    ]),
  };
}
