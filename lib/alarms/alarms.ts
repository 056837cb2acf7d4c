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
  return Object.values(GROUPS).flatMap((ofGroup) => ofGroup(config));
}

/** Alarms about who may enter what, and alarms about what there is: one template would hardly hold both. */
export type AlarmGroup = keyof typeof GROUPS;

export function isAlarmOf(group: AlarmGroup, config: OrgConfig, { name }: Alarm): boolean {
  return GROUPS[group](config).some((alarm) => alarm.name === name);
}

const GROUPS = {
  access: (config: OrgConfig) => [...ciAlarms(config), ...roleAlarms(config), ...identityAlarms(config)],
  resources: (config: OrgConfig) => [...organizationAlarms(config), ...storageAlarms(config), ...auditAlarms(config)],
} as const;
