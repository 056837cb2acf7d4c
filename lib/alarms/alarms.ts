import { deployersOf } from '../domain/deployment';
import type { OrgConfig } from '../domain/org-config';
import { tooManyDeployers } from '../domain/too-many-deployers';
import type { Alarm } from './alarm';
import { auditAlarms } from './audit-alarms';
import { ciAlarms } from './ci-alarms';
import { deploymentAlarms } from './deployment-alarms';
import { identityAlarms } from './identity-alarms';
import { identityCenterAlarms } from './identity-center-alarms';
import { organizationAlarms } from './organization-alarms';
import { peopleAlarms } from './people-alarms';
import { roleAlarms } from './role-alarms';
import { storageAlarms } from './storage-alarms';

/**
 * The most characters that the pattern of a rule has, unless AWS raised the quota of the account.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
 */
export const PATTERN_LIMIT = 2_048;

/**
 * The alarms, where EventBridge takes their patterns. Only the deployers make them longer: each is named in most of them,
 * and none has a wildcard, so that no pattern gets more complex by one.
 *
 * @param group - only those of this group
 * @throws Failure `TooManyDeployers` where a pattern that names all of them is longer than EventBridge takes
 */
export function fittingAlarms(config: OrgConfig, group?: AlarmGroup): readonly Alarm[] {
  const alarms = group === undefined ? alarmsOf(config) : alarmsIn(group, config);
  const [long] = alarms.filter(isTooLong);
  if (long === undefined) return alarms;
  const deployers = deployersOf(config);
  throw tooManyDeployers({
    with: `${deployers.length} deployers`,
    what: `the pattern of the alarm ${long.name}`,
    size: sizeOf(long),
    service: 'EventBridge',
    limit: PATTERN_LIMIT,
    fitting: fitting(config, deployers.length),
  });
}

function fitting(config: OrgConfig, count: number): number {
  const deployers = config.guardrails?.deployers.slice(0, count) ?? [];
  const fits = !alarmsOf({ ...config, guardrails: { ...config.guardrails, deployers } }).some(isTooLong);
  return fits || count === 0 ? count : fitting(config, count - 1);
}

function isTooLong(alarm: Alarm): boolean {
  return sizeOf(alarm) > PATTERN_LIMIT;
}

function sizeOf({ pattern }: Alarm): number {
  return JSON.stringify(pattern).length;
}

/**
 * What somebody must look at, each with the events of CloudTrail that are about it. The work of CI, of operators and of
 * people raises none of them, and neither does a deployment by a deployer of `guardrails`.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export function alarmsOf(config: OrgConfig): readonly Alarm[] {
  return ALARM_GROUPS.flatMap((group) => alarmsIn(group, config));
}

/** Alarms about who may enter what, about people, and about what there is: one template would hardly hold all. */
export const ALARM_GROUPS = ['access', 'people', 'resources'] as const;

export type AlarmGroup = (typeof ALARM_GROUPS)[number];

/** Those of one group. */
function alarmsIn(group: AlarmGroup, config: OrgConfig): readonly Alarm[] {
  switch (group) {
    case 'access':
      return [...ciAlarms(config), ...roleAlarms(config), ...identityAlarms(config), ...deploymentAlarms(config)];
    case 'people':
      return [...peopleAlarms(config), ...identityCenterAlarms(config)];
    case 'resources':
      return [...organizationAlarms(config), ...storageAlarms(config), ...auditAlarms(config)];
  }
}
