import { CANARY, CANARY_SOURCE } from '../domain/names';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';

/** A schedule of EventBridge Scheduler, described once: the CDK app renders it, and verify expects it. */
export interface ScheduleDescription {
  readonly name: string;
  readonly expression: string;
  readonly flexibleTimeWindow: 'OFF' | 'FLEXIBLE';
  readonly target: ScheduleTarget;
}

/** The bus that it puts an event on, and the event. */
export interface ScheduleTarget {
  readonly arn: string;
  readonly roleArn: string;
  readonly source: string;
  readonly detailType: string;
  readonly detail: string;
}

/**
 * What shows each hour that alarms of a Region of an account would arrive.
 *
 * @param account - its id, or a token for it
 * @param region - its name, or a token for it
 */
export function canarySchedule(config: OrgConfig, account: string, region: string): ScheduleDescription {
  const names = namesOf(config);
  return {
    name: CANARY,
    expression: 'rate(1 hour)',
    flexibleTimeWindow: 'OFF',
    target: {
      arn: `arn:${names.partition}:events:${region}:${account}:event-bus/default`,
      roleArn: names.roleArn(account, CANARY),
      source: CANARY_SOURCE,
      detailType: 'canary',
      detail: '{}',
    },
  };
}
