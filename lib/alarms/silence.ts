import type { AccountId } from '../domain/ids';
import { ALARM_BUS, canaryRuleName, silenceAlarmName } from '../domain/names';
import type { OrgConfig } from '../domain/org-config';
import { watchedAccounts, watchedRegions } from '../domain/watched-accounts';
import type { EventPattern } from './alarm';
import { CANARY_EVENTS, forwardingRules } from './forwarded';

/** How an account's silence is noticed: a rule matches what it sends each hour, and an alarm of CloudWatch counts that. */
export interface Silence {
  readonly account: AccountId;
  readonly rule: { readonly name: string; readonly bus: string; readonly pattern: EventPattern };
  readonly alarm: { readonly name: string; readonly description: string };
  /** How many events come in an hour: one by each forwarding rule of each Region. */
  readonly anHour: number;
}

/**
 * After how many silent hours somebody hears of it. CloudWatch looks some hours farther back where nothing at all comes, so that it is
 * below 26 in any case.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export const SILENT_HOURS = 18;

/** Of every account of `org.yaml` that is watched, each once. One that entered an OU and is not written there is a finding of verify. */
export function silences(config: OrgConfig): readonly Silence[] {
  const watched = watchedAccounts(config);
  if (watched === undefined) return [];
  const accounts = new Map<AccountId, string>([
    ...config.environments.flatMap(({ accounts: own }) => own.map(({ id, workspace }) => [id, workspace] as const)),
    ...(watched.managementAccount ? [[watched.managementAccount.id, 'the management account'] as const] : []),
    ...watched.single.map(({ id, name }) => [id, `the ${name} account`] as const),
  ]);
  const anHour = forwardingRules(config).length * watchedRegions(config).length;
  return [...accounts].map(([account, name]) => ({
    account,
    rule: {
      name: canaryRuleName(account),
      bus: ALARM_BUS,
      pattern: { ...CANARY_EVENTS, account: [account] },
    },
    alarm: {
      name: silenceAlarmName(account),
      description: `orgstrap: ${name} (${account}) does not send all that shows that its alarms would arrive. Why: somebody may silence them, or about to do what they tell of. Do: orgstrap verify, deploy again, and look in the trail of the account for what was changed.`,
    },
    anHour,
  }));
}
