import { type Silence, silences } from '../../alarms/silence';
import { silenceAlarm } from '../../alarms/silence-alarm';
import type { AccountMetricAlarms, FoundMetricAlarm } from '../../aws/account-metric-alarms';
import type { AccountRules } from '../../aws/account-rules';
import { throttledTo } from '../../aws/throttle';
import type { OrgConfig } from '../../domain/org-config';
import { type CheckSubject, checksOfAnswer, doesNotHold, type LiveCheck } from '../../estate/live-check';
import { judged, SEE } from './judged';
import { mendedBy } from './mended-by';
import { ruleChecks } from './rule-checks';
import { valueDifferences } from './value-differences';

/** Rules at the same time, of which there is one for each account. */
const AT_ONCE = 8;

/** What of the Terraform account counts what arrives from each account. */
export interface SeenSilence {
  readonly rules: AccountRules;
  readonly metricAlarms: AccountMetricAlarms;
}

/** Whether each account that is watched has the rule that matches what it sends each hour, and the alarm that misses it. */
export async function silenceChecks(config: OrgConfig, seen: SeenSilence): Promise<readonly LiveCheck[]> {
  const all = silences(config);
  if (all.length === 0) return [];
  const throttle = throttledTo(AT_ONCE);
  const checks = await Promise.all([
    alarmChecks(config, all, seen.metricAlarms),
    ...all.map(({ rule }) => throttle(() => ruleChecks({ ...rule, state: 'ENABLED' }, config.homeRegion, seen.rules))),
  ]);
  return checks.flat();
}

function alarmChecks(
  config: OrgConfig,
  all: readonly Silence[],
  metricAlarms: AccountMetricAlarms,
): Promise<readonly LiveCheck[]> {
  return checksOfAnswer(
    all.map(questionOf),
    SEE,
    () => metricAlarms.alarms(all.map(({ alarm }) => alarm.name)),
    (found) => {
      const byName = new Map(found.map((alarm) => [alarm.name, alarm]));
      return all.map((silence) => alarmCheck(config, silence, byName.get(silence.alarm.name)));
    },
  );
}

function questionOf({ alarm, account }: Silence): CheckSubject {
  return {
    kind: 'silence-alarm',
    resource: alarm.name,
    name: `alarm ${alarm.name}`,
    why: `without it nobody hears that alarms of ${account} no longer arrive`,
  };
}

function alarmCheck(config: OrgConfig, silence: Silence, found: FoundMetricAlarm | undefined): LiveCheck {
  const question = questionOf(silence);
  if (found === undefined) return doesNotHold(question, 'there is no such alarm', mendedBy('the alarm', []));
  const { homeRegion } = config;
  const { name } = silence.alarm;
  const enable = `aws cloudwatch enable-alarm-actions --alarm-names ${name} --region ${homeRegion}`;
  const put = `aws cloudwatch put-metric-alarm --alarm-name ${name} --region ${homeRegion} with what its template has`;
  return judged(
    question,
    [
      ...(found.hasActions ? [] : [{ found: 'its actions are disabled', command: enable }]),
      ...valueDifferences('what it looks at', silenceAlarm(config, silence), found.described, put),
    ],
    'the alarm',
    'counts what arrives, and tells people where less comes',
  );
}
