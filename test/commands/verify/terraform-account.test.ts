import type { FoundMetricAlarm } from '../../../lib/aws/account-metric-alarms';
import { verify } from '../../../lib/commands/verify/verify';
import { Failure } from '../../../lib/domain/failure';
import type { PrincipalArn } from '../../../lib/domain/ids';
import { namesOf } from '../../../lib/domain/names-of';
import { expectedAccounts, toSee } from '../../support/expected-accounts';
import { orgConfig, TERRAFORM } from '../../support/org-config';
import { FakeAccounts } from './fake-accounts';
import type { FakeThings } from './fake-terraform-account';

const EMAIL = 'security@example.com';
const CONFIG = orgConfig({
  operators: ['arn:aws:iam::333333333333:role/operator' as PrincipalArn],
  audit: { trail: 'own', retentionDays: 400, email: [EMAIL], objectLock: 'GOVERNANCE' },
});
const EXPECTED = expectedAccounts(CONFIG);
const names = namesOf(CONFIG);
const STATES = names.stateBucket('delivery');
const TRAIL = names.audit.trailBucket;
const LOGS = names.accessLogBucket;
const STATE_KEY = names.stateKeyAliasArn('delivery');

/** Everything that is not ok after somebody changed something in the Terraform account. */
async function wrongAfter(change: (things: FakeThings) => void) {
  const view = new FakeAccounts(EXPECTED, CONFIG);
  change(view.at(TERRAFORM).things);
  const accounts = await verify(CONFIG, EXPECTED.map(toSee), view);
  return accounts.flatMap(({ id, checks }) =>
    checks
      .filter(({ result }) => result !== 'ok')
      .map(({ result, name, found, fix = '' }) => ({ id, result, name, found, fix })),
  );
}

function bucket({ buckets }: FakeThings, name: string) {
  const found = buckets.get(name);
  if (found === undefined || found instanceof Error) throw new Error(`there is no bucket ${name}`);
  return found;
}

function key({ keys }: FakeThings, alias: string) {
  const found = keys.get(alias);
  if (found === undefined || found instanceof Error) throw new Error(`there is no key ${alias}`);
  return found;
}

function topic({ topic: found }: FakeThings) {
  if (found === undefined || found instanceof Error) throw new Error('there is no topic');
  return found;
}

function withoutConditions(policy: string): string {
  const { Statement: statements, ...document } = JSON.parse(policy);
  return JSON.stringify({
    ...document,
    Statement: statements.map(({ Condition: _, ...statement }: { readonly Condition?: unknown }) => statement),
  });
}

/** One change, and the one finding that comes of it: its name, parts of what is found, and a part of the fix. */
const TAMPERED: readonly (readonly [
  what: string,
  change: (things: FakeThings) => void,
  name: string,
  found: readonly string[],
  fix: string,
])[] = [
  [
    'a state bucket that dropped its encryption with KMS',
    (things) =>
      things.buckets.set(STATES, {
        ...bucket(things, STATES),
        encryption: { sseAlgorithm: 'AES256', bucketKeyEnabled: false },
      }),
    `bucket ${STATES}`,
    ['default encryption is {"bucketKeyEnabled":false,"sseAlgorithm":"AES256"} in place of'],
    `aws s3api put-bucket-encryption --region eu-west-1 --bucket ${STATES}`,
  ],
  [
    'a state bucket that encrypts with the key of the audit',
    (things) =>
      things.buckets.set(STATES, {
        ...bucket(things, STATES),
        encryption: {
          sseAlgorithm: 'aws:kms',
          kmsMasterKeyId: key(things, names.audit.keyAliasArn).arn,
          bucketKeyEnabled: true,
        },
      }),
    `bucket ${STATES}`,
    ['default encryption is'],
    'put-bucket-encryption',
  ],
  [
    'a state bucket without its lifecycle',
    (things) => things.buckets.set(STATES, { ...bucket(things, STATES), lifecycleRules: [] }),
    `bucket ${STATES}`,
    ['lifecycle is []', '"noncurrentDays":365'],
    'put-bucket-lifecycle-configuration',
  ],
  [
    'a bucket of access logs that forgets after a day',
    (things) =>
      things.buckets.set(LOGS, {
        ...bucket(things, LOGS),
        lifecycleRules: bucket(things, LOGS).lifecycleRules.map((rule) =>
          rule.expirationInDays === undefined ? rule : { ...rule, expirationInDays: 1 },
        ),
      }),
    `bucket ${LOGS}`,
    ['"expirationInDays":1,', '"expirationInDays":365,'],
    'put-bucket-lifecycle-configuration',
  ],
  [
    'a rule that leaves objects out',
    (things) =>
      things.buckets.set(TRAIL, {
        ...bucket(things, TRAIL),
        lifecycleRules: bucket(things, TRAIL).lifecycleRules.map((rule) => ({ ...rule, more: ['Filter'] })),
      }),
    `bucket ${TRAIL}`,
    ['"more":["Filter"]'],
    'put-bucket-lifecycle-configuration',
  ],
  [
    'a bucket whose versions somebody suspended',
    (things) => things.buckets.set(STATES, { ...bucket(things, STATES), versioning: 'Suspended' }),
    `bucket ${STATES}`,
    ['versioning is Suspended in place of Enabled'],
    'put-bucket-versioning',
  ],
  [
    'a bucket that is open to the public',
    (things) => things.buckets.set(LOGS, { ...bucket(things, LOGS), publicAccessBlock: undefined }),
    `bucket ${LOGS}`,
    ['public access block is none'],
    'put-public-access-block',
  ],
  [
    'a bucket with the objects of others',
    (things) => things.buckets.set(LOGS, { ...bucket(things, LOGS), objectOwnership: 'ObjectWriter' }),
    `bucket ${LOGS}`,
    ['object ownership is ObjectWriter in place of BucketOwnerEnforced'],
    'put-bucket-ownership-controls',
  ],
  [
    'a state bucket whose accesses nobody logs',
    (things) => things.buckets.set(STATES, { ...bucket(things, STATES), logging: undefined }),
    `bucket ${STATES}`,
    ['access logging is none in place of'],
    'put-bucket-logging',
  ],
  [
    'a bucket of the trail that locks nothing',
    (things) => things.buckets.set(TRAIL, { ...bucket(things, TRAIL), objectLock: undefined }),
    `bucket ${TRAIL}`,
    ['default lock is none in place of {"days":400,"mode":"GOVERNANCE"}'],
    'put-object-lock-configuration',
  ],
  [
    'a state bucket without a policy',
    (things) => things.buckets.set(STATES, { ...bucket(things, STATES), policy: undefined }),
    `bucket ${STATES}`,
    ['it has no bucket policy'],
    'put-bucket-policy',
  ],
  [
    'a state bucket whose policy denies less',
    (things) => {
      const found = bucket(things, STATES);
      const { Statement: statements, ...document } = JSON.parse(found.policy ?? '');
      const policy = JSON.stringify({ ...document, Statement: statements.slice(1) });
      things.buckets.set(STATES, { ...found, policy });
    },
    `bucket ${STATES}`,
    ['wider than it should be: bucket policy: no longer has the Deny NothingWithoutTls'],
    'put-bucket-policy',
  ],
  ['a bucket that is gone', (things) => things.buckets.delete(LOGS), `bucket ${LOGS}`, ['there is no such bucket'], ''],
  [
    'a key that does not rotate',
    (things) => things.keys.set(STATE_KEY, { ...key(things, STATE_KEY), isRotated: false }),
    'key alias/orgstrap-state-delivery',
    ['it does not rotate'],
    'aws kms enable-key-rotation',
  ],
  [
    'a key that is about to be deleted',
    (things) => things.keys.set(STATE_KEY, { ...key(things, STATE_KEY), state: 'PendingDeletion' }),
    'key alias/orgstrap-state-delivery',
    ['its state is PendingDeletion'],
    'aws kms cancel-key-deletion',
  ],
  [
    'a key that everybody of the account uses',
    (things) =>
      things.keys.set(STATE_KEY, {
        ...key(things, STATE_KEY),
        policy: withoutConditions(key(things, STATE_KEY).policy),
      }),
    'key alias/orgstrap-state-delivery',
    ['wider than it should be: key policy'],
    'aws kms put-key-policy',
  ],
  [
    'a bus that lost its policy',
    (things) => {
      things.busPolicy = '';
    },
    'bus orgstrap-alarms',
    ['it has no policy, and lets nobody in'],
    'aws events put-permission --event-bus-name orgstrap-alarms',
  ],
  [
    'a bus that lets in everybody',
    (things) => {
      things.busPolicy = withoutConditions(String(things.busPolicy));
    },
    'bus orgstrap-alarms',
    ['wider than it should be: its policy'],
    'aws events put-permission',
  ],
  [
    'a bus that is gone',
    (things) => {
      things.busPolicy = undefined;
    },
    'bus orgstrap-alarms',
    ['there is no such bus'],
    '',
  ],
  [
    'a default bus that somebody gave a key',
    (things) => things.defaultBusKeys.set('us-east-1', 'arn:aws:kms:us-east-1:222222222222:key/mine'),
    'default bus in us-east-1',
    ['has the key arn:aws:kms:us-east-1:222222222222:key/mine'],
    'aws events update-event-bus --name default --kms-key-identifier "" --region us-east-1',
  ],
  [
    'a topic without its key',
    (things) => {
      things.topic = { ...topic(things), key: undefined };
    },
    'topic orgstrap-alarms',
    ['its key is none in place of arn:aws:kms:eu-west-1:222222222222:key/'],
    '--attribute-name KmsMasterKeyId',
  ],
  [
    'a topic that everybody publishes to',
    (things) => {
      things.topic = { ...topic(things), policy: topic(things).policy.replaceAll('"Deny"', '"Allow"') };
    },
    'topic orgstrap-alarms',
    ['wider than it should be: its policy'],
    '--attribute-name Policy',
  ],
  [
    'a subscription that nobody confirmed',
    (things) => {
      things.topic = {
        ...topic(things),
        subscriptions: [{ protocol: 'email', endpoint: EMAIL, isConfirmed: false }],
      };
    },
    `subscription of ${EMAIL}`,
    ['is not confirmed'],
    'open the link in the mail',
  ],
  [
    'a subscription that is gone',
    (things) => {
      things.topic = { ...topic(things), subscriptions: [] };
    },
    `subscription of ${EMAIL}`,
    ['is not there'],
    `aws sns subscribe --topic-arn ${names.audit.alarmTopicArn}`,
  ],
];

test('nothing is found where the Terraform account is as its templates say', async () => {
  expect(await wrongAfter(() => undefined)).toEqual([]);
});

test.each(TAMPERED)('%s is found, and nothing else', async (_, change, name, found, fix) => {
  const wrong = await wrongAfter(change);
  expect(wrong).toEqual([
    { id: TERRAFORM, result: 'finding', name, found: expect.any(String), fix: expect.any(String) },
  ]);
  for (const part of found) expect(wrong[0]?.found).toContain(part);
  expect(wrong[0]?.fix).toContain(fix);
});

test('an address that org.yaml does not name is nobody whom it forbids', async () => {
  const wrong = await wrongAfter((things) => {
    const { subscriptions } = topic(things);
    const other = { protocol: 'https', endpoint: 'https://example.com', isConfirmed: true };
    things.topic = { ...topic(things), subscriptions: [...subscriptions, other] };
  });
  expect(wrong).toEqual([]);
});

test('S3 and SNS may name a key by its id or its alias', async () => {
  const wrong = await wrongAfter((things) => {
    const id = key(things, STATE_KEY).arn.split('/').at(-1) ?? '';
    things.buckets.set(STATES, {
      ...bucket(things, STATES),
      encryption: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: id, bucketKeyEnabled: true },
    });
    things.topic = { ...topic(things), key: names.audit.keyAliasArn };
  });
  expect(wrong).toEqual([]);
});

describe('a rule', () => {
  const Alarm = 'eu-west-1 orgstrap-alarms orgstrap-alarm-role-is-refused';
  const Forwarding = 'us-east-1 default orgstrap-forward-alarms';

  test.each<readonly [string, string, (things: FakeThings) => void, string, string]>([
    [
      'of an alarm that is gone',
      'rule orgstrap-alarm-role-is-refused in eu-west-1',
      ({ rules }) => rules.delete(Alarm),
      'there is no such rule on the bus orgstrap-alarms',
      '',
    ],
    [
      'that forwards, and is disabled',
      'rule orgstrap-forward-alarms in us-east-1',
      ({ rules }) => change(rules, Forwarding, { state: 'DISABLED' }),
      'its state is DISABLED in place of ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
      'aws events put-rule --name orgstrap-forward-alarms --region us-east-1',
    ],
    [
      'that matches less',
      'rule orgstrap-alarm-role-is-refused in eu-west-1',
      ({ rules }) => change(rules, Alarm, { pattern: '{"source":["mine"]}' }),
      'its pattern is {"source":["mine"]} in place of',
      'aws events put-rule --name orgstrap-alarm-role-is-refused --event-bus-name orgstrap-alarms',
    ],
    [
      'that sends nowhere',
      'rule orgstrap-alarm-role-is-refused in eu-west-1',
      ({ rules }) => change(rules, Alarm, { targets: [] }),
      'its target is none in place of',
      'aws events put-targets --rule orgstrap-alarm-role-is-refused',
    ],
    [
      'that sends to somebody else as well',
      'rule orgstrap-forward-alarms in us-east-1',
      ({ rules }) => {
        const found = rules.get(Forwarding);
        if (found === undefined || found instanceof Error) throw new Error('there is no rule');
        change(rules, Forwarding, { targets: [...found.targets, { id: 'mine', arn: 'arn:aws:sqs:us-east-1::mine' }] });
      },
      'it sends to arn:aws:sqs:us-east-1::mine as well',
      'aws events remove-targets --rule orgstrap-forward-alarms --region us-east-1 --ids mine',
    ],
  ])('%s is found, and nothing else', async (_, name, tamper, found, fix) => {
    const wrong = await wrongAfter(tamper);
    expect(wrong).toEqual([
      {
        id: TERRAFORM,
        result: 'finding',
        name,
        found: expect.stringContaining(found),
        fix: expect.stringContaining(fix),
      },
    ]);
  });

  function change(rules: FakeThings['rules'], id: string, to: object): void {
    const found = rules.get(id);
    if (found === undefined || found instanceof Error) throw new Error(`there is no rule ${id}`);
    rules.set(id, { ...found, ...to });
  }
});

describe('what misses accounts that fall silent', () => {
  const Prod = '666666666666';
  const Alarm = `orgstrap-silence-${Prod}`;
  const Counting = `eu-west-1 orgstrap-alarms orgstrap-alarm-canary-${Prod}`;

  function changeAlarm(things: FakeThings, change: (alarm: FoundMetricAlarm) => FoundMetricAlarm | undefined): void {
    if (things.metricAlarms instanceof Error) throw things.metricAlarms;
    things.metricAlarms = things.metricAlarms.flatMap((alarm) =>
      alarm.name === Alarm ? (change(alarm) ?? []) : alarm,
    );
  }

  function described(things: FakeThings, to: object): void {
    changeAlarm(things, (alarm) => ({ ...alarm, described: { ...alarm.described, ...to } }));
  }

  function changeRule({ rules }: FakeThings, to: object): void {
    const found = rules.get(Counting);
    if (found === undefined || found instanceof Error) throw new Error('there is no counting rule');
    rules.set(Counting, { ...found, ...to });
  }

  function changeSchedule({ schedules }: FakeThings, to: object): void {
    const found = schedules.get('us-east-1');
    if (found === undefined || found instanceof Error) throw new Error('there is no schedule');
    schedules.set('us-east-1', { ...found, ...to });
  }

  test.each<readonly [string, (things: FakeThings) => void, string, string, string]>([
    [
      'an alarm that is gone',
      (things) => changeAlarm(things, () => undefined),
      `alarm ${Alarm}`,
      'there is no such alarm',
      'npx cdk deploy --all',
    ],
    [
      'an alarm that calls nobody',
      (things) => changeAlarm(things, (alarm) => ({ ...alarm, hasActions: false })),
      `alarm ${Alarm}`,
      'its actions are disabled',
      `aws cloudwatch enable-alarm-actions --alarm-names ${Alarm} --region eu-west-1`,
    ],
    [
      'an alarm that takes silence for good',
      (things) => described(things, { treatMissingData: 'notBreaching' }),
      `alarm ${Alarm}`,
      '"treatMissingData":"notBreaching"',
      `put-metric-alarm --alarm-name ${Alarm}`,
    ],
    [
      'an alarm that calls another topic',
      (things) => described(things, { alarmActions: ['arn:aws:sns:eu-west-1:222222222222:mine'] }),
      `alarm ${Alarm}`,
      ':222222222222:mine',
      'put-metric-alarm',
    ],
    [
      'an alarm over an expression',
      (things) => described(things, { metrics: [{ Id: 'a', Expression: '100' }] }),
      `alarm ${Alarm}`,
      '"Expression":"100"',
      'put-metric-alarm',
    ],
    [
      'a counting rule that is disabled',
      (things) => changeRule(things, { state: 'DISABLED' }),
      `rule orgstrap-alarm-canary-${Prod} in eu-west-1`,
      'its state is DISABLED in place of ENABLED',
      '--state ENABLED',
    ],
    [
      'a counting rule that counts the events of another account',
      (things) => changeRule(things, { pattern: '{"source":["orgstrap.canary"],"account":["444444444444"]}' }),
      `rule orgstrap-alarm-canary-${Prod} in eu-west-1`,
      'its pattern is {"account":["444444444444"]',
      'aws events put-rule',
    ],
    [
      'a schedule that is gone',
      ({ schedules }) => schedules.delete('us-east-1'),
      'schedule orgstrap-alarm-canary in us-east-1',
      'there is no such schedule',
      'npx cdk deploy --all',
    ],
    [
      'a schedule that is disabled',
      (things) => changeSchedule(things, { state: 'DISABLED' }),
      'schedule orgstrap-alarm-canary in us-east-1',
      'its state is DISABLED in place of ENABLED',
      'aws scheduler update-schedule --name orgstrap-alarm-canary --region us-east-1',
    ],
    [
      'a schedule that works as another role',
      (things) => changeSchedule(things, { target: { arn: 'arn:aws:sqs:us-east-1::mine', roleArn: 'mine' } }),
      'schedule orgstrap-alarm-canary in us-east-1',
      'its target is {"arn":"arn:aws:sqs:us-east-1::mine","roleArn":"mine"} in place of',
      'update-schedule',
    ],
    [
      'a schedule with a key of somebody, and an end',
      (things) => changeSchedule(things, { key: 'arn:aws:kms:us-east-1::key/a', ends: '2026-01-01T00:00:00.000Z' }),
      'schedule orgstrap-alarm-canary in us-east-1',
      'its key is arn:aws:kms:us-east-1::key/a in place of none; its end is 2026-01-01T00:00:00.000Z in place of none',
      'update-schedule',
    ],
  ])('%s is found, and nothing else', async (_, tamper, name, found, fix) => {
    expect(await wrongAfter(tamper)).toEqual([
      {
        id: TERRAFORM,
        result: 'finding',
        name,
        found: expect.stringContaining(found),
        fix: expect.stringContaining(fix),
      },
    ]);
  });
});

test.each<readonly [string, (things: FakeThings, refusal: Failure) => void, readonly string[]]>([
  [
    'what misses accounts',
    (things, refusal) => {
      things.metricAlarms = refusal;
    },
    [
      'alarm orgstrap-silence-444444444444',
      'alarm orgstrap-silence-555555555555',
      'alarm orgstrap-silence-666666666666',
      'alarm orgstrap-silence-222222222222',
      'alarm orgstrap-silence-333333333333',
    ],
  ],
  [
    'a schedule',
    ({ schedules }, refusal) => schedules.set('eu-west-1', refusal),
    ['schedule orgstrap-alarm-canary in eu-west-1'],
  ],
  ['a bucket', ({ buckets }, refusal) => buckets.set(STATES, refusal), [`bucket ${STATES}`]],
  [
    'the key of the states',
    ({ keys }, refusal) => keys.set(STATE_KEY, refusal),
    ['key alias/orgstrap-state-delivery', `bucket ${STATES}`],
  ],
  [
    'the bus',
    (things, refusal) => {
      things.busPolicy = refusal;
    },
    ['bus orgstrap-alarms'],
  ],
  [
    'the topic',
    (things, refusal) => {
      things.topic = refusal;
    },
    ['topic orgstrap-alarms', `subscription of ${EMAIL}`],
  ],
])('who may not see %s has not seen it, and what depends on it, and everything else', async (_, refuse, unseen) => {
  const wrong = await wrongAfter((things) => refuse(things, new Failure('AwsRefused', 'AWS refuses it')));
  expect(wrong.map(({ result, name, found }) => ({ result, name, found }))).toEqual(
    unseen.map((name) => ({ result: 'not seen', name, found: 'AWS refuses it' })),
  );
});
