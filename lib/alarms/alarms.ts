import type { OrgConfig } from '../domain/org-config';
import type { Alarm } from './alarm';
import { auditAlarms } from './audit-alarms';
import { ciAlarms } from './ci-alarms';
import { identityAlarms } from './identity-alarms';
import { organizationAlarms } from './organization-alarms';
import { roleAlarms } from './role-alarms';
import { storageAlarms } from './storage-alarms';

/**
 * What somebody must look at, each with the events of CloudTrail that are about it. The work of CI, of operators and of
 * people raises none of them, and neither does a deployment by a deployer of `guardrails`.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export function alarmsOf(config: OrgConfig): readonly Alarm[] {
  return ALARM_GROUPS.flatMap((group) => alarmsIn(group, config));
}

/** Alarms about who may enter what, and alarms about what there is: one template would hardly hold both. */
export const ALARM_GROUPS = ['access', 'resources'] as const;

export type AlarmGroup = (typeof ALARM_GROUPS)[number];

/** Those of one group. */
export function alarmsIn(group: AlarmGroup, config: OrgConfig): readonly Alarm[] {
  return group === 'access'
    ? [...ciAlarms(config), ...roleAlarms(config), ...identityAlarms(config)]
    : [...organizationAlarms(config), ...storageAlarms(config), ...auditAlarms(config)];
}
