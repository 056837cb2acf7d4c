import { canarySchedule } from '../../../lib/alarms/canary-schedule';
import { alarmRules, forwardingRulesOf, RULE_STATE, type RuleDescription } from '../../../lib/alarms/rule-description';
import { silences } from '../../../lib/alarms/silence';
import { silenceAlarm } from '../../../lib/alarms/silence-alarm';
import type { FoundBucket } from '../../../lib/aws/account-buckets';
import type { FoundKey } from '../../../lib/aws/account-keys';
import type { FoundMetricAlarm } from '../../../lib/aws/account-metric-alarms';
import type { NamedRole } from '../../../lib/aws/account-roles';
import type { AskedRule, FoundRule } from '../../../lib/aws/account-rules';
import type { FoundSchedule } from '../../../lib/aws/account-schedules';
import type { FoundTopic } from '../../../lib/aws/account-topics';
import type { FoundPolicies } from '../../../lib/aws/control-policies';
import type { OrganizationTree } from '../../../lib/aws/organization';
import type { ExpectedBoundary } from '../../../lib/domain/expected-account';
import { namesOf } from '../../../lib/domain/names-of';
import type { OrgConfig } from '../../../lib/domain/org-config';
import { isWatched, watchedRegions } from '../../../lib/domain/watched-accounts';
import { describedSettings } from '../../../lib/policies/account-settings';
import { alarmBusPolicy, alarmTopicPolicy } from '../../../lib/policies/alarm-policies';
import { EVERY_BUCKET, hasBucketKey } from '../../../lib/policies/bucket-description';
import { expectedStorage } from '../../../lib/policies/expected-storage';
import { describedControlPolicies } from '../../../lib/policies/guardrails';

/** What an account has beside roles, users and trails. An error in the place of something says that it is refused. */
export interface FakeThings {
  buckets: Map<string, FoundBucket | Error>;
  /** By the ARNs of their aliases. */
  keys: Map<string, FoundKey | Error>;
  busPolicy: string | Error | undefined;
  /** Of the default bus, by Region; only where it has one. */
  defaultBusKeys: Map<string, string | Error>;
  topic: FoundTopic | Error | undefined;
  /** By `ruleId`. */
  rules: Map<string, FoundRule | Error>;
  /** By Region. */
  schedules: Map<string, FoundSchedule | Error>;
  metricAlarms: readonly FoundMetricAlarm[] | Error;
  /** What each boundary says, by its ARN. */
  boundaries: Map<string, string | Error>;
  stackSetsRoles: readonly NamedRole[] | Error;
  /** Whether IAM refuses what is tried. */
  isDoorClosed: boolean | Error;
  tree: OrganizationTree | Error;
  controlPolicies: FoundPolicies | Error;
}

/** Boundaries that say what they should; where the ARN is a pattern, the fakes of roles wear that. */
export function goodBoundaries(expected: readonly ExpectedBoundary[]): FakeThings['boundaries'] {
  return new Map(expected.map(({ arn, document }) => [arn, document()]));
}

/** What every account has. */
function common(
  config: OrgConfig,
): Omit<FakeThings, 'buckets' | 'keys' | 'busPolicy' | 'topic' | 'rules' | 'schedules' | 'metricAlarms'> {
  return {
    boundaries: new Map(),
    stackSetsRoles: [],
    isDoorClosed: true,
    defaultBusKeys: new Map(),
    tree: { root: config.organization.rootId, units: [], accounts: [] },
    controlPolicies: goodPolicies(config),
  };
}

/** The guardrails as they should be. */
export function goodPolicies(config: OrgConfig): FoundPolicies {
  const { guardrails, organization } = config;
  const policies =
    guardrails === undefined
      ? []
      : [...describedControlPolicies(config, guardrails), ...describedSettings(guardrails.accountSettings)];
  return {
    enabled: [...new Set(policies.map(({ type }) => type))],
    policies: policies.map(({ name, type, content }, index) => ({
      id: `p-1234567${index}`,
      name,
      type,
      content: JSON.stringify(content),
      targets: [organization.rootId],
    })),
  };
}

export function ruleId({ region, bus = 'default', name }: AskedRule): string {
  return `${region} ${bus} ${name}`;
}

/** Things as they should be in an account. */
export function goodThings(config: OrgConfig, account: string): FakeThings {
  const { accounts, audit, homeRegion } = config;
  const regions = isWatched(config, account as OrgConfig['accounts']['ops']) ? watchedRegions(config) : [];
  const forwarding = regions.flatMap((region) => rulesIn(region, forwardingRulesOf(config, account)));
  const schedules = new Map(regions.map((region) => [region, goodSchedule(config, account, region)]));
  if (account !== accounts.terraform) {
    const nothing = { buckets: new Map(), keys: new Map(), busPolicy: undefined, topic: undefined, metricAlarms: [] };
    return { ...common(config), ...nothing, schedules, rules: new Map(forwarding) };
  }
  const names = namesOf(config);
  const storage = expectedStorage(config);
  const keys = new Map(
    storage.keys.map(({ aliasArn, policy }, index): [string, FoundKey] => [
      aliasArn,
      {
        arn: aliasArn.replace(/alias\/.*/, `key/1234abcd-12ab-34cd-56ef-00000000000${index}`),
        state: 'Enabled',
        isRotated: true,
        policy: JSON.stringify(policy),
      },
    ]),
  );
  const buckets = storage.buckets.map(({ name, keyAliasArn = '', describedWith }): [string, FoundBucket] => {
    const key = keys.get(keyAliasArn)?.arn ?? '';
    const { encryption, lifecycleRules, logging, objectLock, policy, replication } = describedWith(key);
    return [
      name,
      {
        ...EVERY_BUCKET,
        encryption: { ...encryption, bucketKeyEnabled: hasBucketKey(encryption) },
        // S3 tells them in no order.
        lifecycleRules: [...lifecycleRules].reverse(),
        logging,
        objectLock,
        replication: replication && {
          role: replication.role,
          rules: [
            {
              id: 'CopyEveryVersion',
              status: 'Enabled',
              bucket: replication.bucket,
              keyId: replication.keyAlias,
              copiesEncrypted: true,
              copiesDeletions: false,
              ofAll: true,
            },
          ],
        },
        policy: JSON.stringify(policy),
      },
    ];
  });
  return {
    ...common(config),
    buckets: new Map(buckets),
    keys,
    busPolicy: audit && JSON.stringify(alarmBusPolicy(config)),
    topic: audit && {
      policy: JSON.stringify(alarmTopicPolicy(config)),
      key: keys.get(names.audit.keyAliasArn)?.arn,
      subscriptions: audit.email.map((endpoint) => ({ protocol: 'email', endpoint, isConfirmed: true })),
    },
    rules: new Map([
      ...forwarding,
      ...(audit ? rulesIn(homeRegion, alarmRules(config)) : []),
      ...rulesIn(
        homeRegion,
        silences(config).map(({ rule }) => ({ ...rule, state: 'ENABLED' })),
      ),
    ]),
    schedules,
    metricAlarms: silences(config).map((silence) => ({
      name: silence.alarm.name,
      hasActions: true,
      described: { ...silenceAlarm(config, silence) },
    })),
  };
}

function rulesIn(region: string, rules: readonly RuleDescription[]): readonly (readonly [string, FoundRule])[] {
  return rules.map(({ name, bus, pattern, target, state = RULE_STATE }) => [
    ruleId({ name, region, ...(bus !== undefined && { bus }) }),
    { state, pattern: JSON.stringify(pattern), targets: target === undefined ? [] : [target] },
  ]);
}

function goodSchedule(config: OrgConfig, account: string, region: string): FoundSchedule {
  return { state: 'ENABLED', ...canarySchedule(config, account, region) };
}

/** The ports to them. */
export function portsOf(things: FakeThings) {
  return {
    buckets: { bucket: (name: string) => given(things.buckets.get(name)) },
    keys: { key: (alias: string) => given(things.keys.get(alias)) },
    rules: {
      busPolicy: () => given(things.busPolicy),
      defaultBusKey: (region: string) => given(things.defaultBusKeys.get(region)),
      rule: (asked: AskedRule) => given(things.rules.get(ruleId(asked))),
    },
    topics: { topic: () => given(things.topic) },
    schedules: { schedule: (_: string, region: string) => given(things.schedules.get(region)) },
    metricAlarms: { alarms: () => given(things.metricAlarms) },
    door: { refuses: () => given(things.isDoorClosed) },
    organization: { tree: () => given(things.tree) },
    controlPolicies: { named: () => given(things.controlPolicies) },
  };
}

/** An answer, or an error in its place. */
export function given<Answer>(answer: Answer | Error): Promise<Answer> {
  return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
}
