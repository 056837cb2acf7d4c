import { canarySchedule } from '../../alarms/canary-schedule';
import type { AccountSchedules } from '../../aws/account-schedules';
import type { AccountId } from '../../domain/ids';
import type { OrgConfig } from '../../domain/org-config';
import { type CheckSubject, checksOfAnswer, doesNotHold, type LiveCheck } from '../../estate/live-check';
import { judged, SEE } from './judged';
import { mendedBy } from './mended-by';
import { valueDifferences } from './value-differences';

const ON = 'ENABLED';

/** Whether the schedule of a Region sends each hour what shows that alarms would arrive. */
export function scheduleCheck(
  config: OrgConfig,
  account: AccountId,
  region: string,
  schedules: AccountSchedules,
): Promise<readonly LiveCheck[]> {
  const expected = canarySchedule(config, account, region);
  const question: CheckSubject = {
    kind: 'alarm-schedule',
    resource: `${expected.name} in ${region}`,
    name: `schedule ${expected.name} in ${region}`,
    why: 'without what it sends each hour an account that falls silent rings a day later, and nobody knows why',
  };
  return checksOfAnswer(
    [question],
    SEE,
    () => schedules.schedule(expected.name, region),
    (found) => {
      if (found === undefined)
        return [doesNotHold(question, 'there is no such schedule', mendedBy('the schedule', []))];
      const { state, expression, flexibleTimeWindow, target, key, begins, ends } = found;
      // UpdateSchedule takes everything, or sets it back.
      const update = `aws scheduler update-schedule --name ${expected.name} --region ${region} with what its template has`;
      const differences = [
        ...valueDifferences('its state', ON, state, update),
        ...valueDifferences('its expression', expected.expression, expression, update),
        ...valueDifferences('its time window', expected.flexibleTimeWindow, flexibleTimeWindow, update),
        ...valueDifferences('its target', expected.target, target, update),
        ...valueDifferences('its key', undefined, key, update),
        ...valueDifferences('its beginning', undefined, begins, update),
        ...valueDifferences('its end', undefined, ends, update),
      ];
      return [
        judged(
          question,
          differences,
          'the schedule',
          'is enabled, and sends each hour what shows that alarms would arrive',
        ),
      ];
    },
  );
}
