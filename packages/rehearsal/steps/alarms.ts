import type { Alarm } from '../../../lib/alarms/alarm';
import { alarmsOf } from '../../../lib/alarms/alarms';
import { alarmRuleName } from '../../../lib/domain/names';
import type { OrgConfig } from '../../../lib/domain/org-config';
import type { AlarmReport, RaisedAlarm } from '../alarms/alarm-monitor';
import { accessRoleOf } from '../context/access-role';
import type { OrgYaml, Rehearsal } from '../context/rehearsal';
import { NotProved } from '../report/ledger';

/** Gives the deployed alarms everything that was done in this rehearsal: the attacks raise theirs, and nothing else raises any. */
export async function alarmsTellOfAttacks({ ledger, alarmMonitor }: Rehearsal, { config }: OrgYaml): Promise<void> {
  // `additions.ts` has said so.
  if (config.audit === undefined) return;
  const outcome: { report?: AlarmReport } = {};
  await ledger.prove('whatever was no attack raises no alarm', async () => {
    await alarmMonitor.deliverEvents();
    const report = alarmMonitor.report();
    outcome.report = report;
    if (report.unexpected.length > 0) throw new NotProved([...new Set(report.unexpected.map(described))].join('\n'));
    return `${report.delivered} events of everybody in every account, those of CloudFormation included`;
  });
  const { report } = outcome;
  if (report === undefined) return;
  const attacks = report.attacks.filter(({ alarms }) => alarms.length > 0);
  await ledger.prove('every attack raises its alarms', () => {
    const silent = attacks.flatMap((attack) => attack.silent.map((alarm) => `${alarm} is silent: ${attack.claim}`));
    if (silent.length > 0) throw new NotProved(silent.join('\n'));
    const harmless = report.attacks.length - attacks.length;
    return `${attacks.length} attacks; ${harmless} more attempts are refused and raise none, as they are what anybody may do by mistake`;
  });
  const raised = attacks.flatMap((attack) => attack.raised);
  const absent = alarmsAboutNothing(config);
  await ledger.prove('every alarm has been raised, and says what happened, why it matters and what to do', () => {
    const alarms = alarmsOf(config).filter(({ name }) => !absent.some(({ alarm }) => alarm === name));
    return alarms.map((alarm) => `${alarm.name} ${timesRaised(alarm, raised)}`).join(', ');
  });
  for (const { alarm, why } of absent) ledger.inert(`the alarm ${alarm} is not raised`, why);
}

/** Alarms about what this `org.yaml` has nothing of. */
function alarmsAboutNothing(config: OrgConfig): readonly { readonly alarm: string; readonly why: string }[] {
  return [
    ...(config.operators === undefined
      ? ['operator-role-by-a-stranger', 'state-role-is-used'].map((alarm) => ({
          alarm,
          why: 'org.yaml has no operators',
        }))
      : []),
    ...(accessRoleOf(config) === undefined
      ? [{ alarm: 'access-role-by-a-stranger', why: 'nobody signs in to the Ops account' }]
      : []),
  ];
}

/** @throws NotProved where it was never raised, or does not say all that it should */
function timesRaised({ name, happened, matters, todo }: Alarm, all: readonly RaisedAlarm[]): number {
  const raised = all.filter(({ rule }) => rule === alarmRuleName(name));
  if (raised.length === 0) throw new NotProved(`nothing has raised ${name}`);
  for (const { message, record } of raised) {
    const who = record.userIdentity.arn ?? '';
    const missing = [happened, matters, todo, record.eventName, who].filter((text) => !message.includes(text));
    if (missing.length > 0) throw new NotProved(`${name} does not say «${missing.join('», «')}»:\n${message}`);
  }
  return raised.length;
}

function described({ rule, account, record }: RaisedAlarm): string {
  const who = record.userIdentity.arn ?? record.userIdentity.type;
  return `${rule} in ${account}: ${record.eventName} by ${who} in ${record.recipientAccountId}`;
}
