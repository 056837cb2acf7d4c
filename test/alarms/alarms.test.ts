import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { EventPattern } from '../../lib/alarms/alarm';
import { alarmsOf } from '../../lib/alarms/alarms';
import { forwardingRules } from '../../lib/alarms/forwarded';
import { deployerRoles } from '../../lib/domain/deployment';
import type { PrincipalArn } from '../../lib/domain/ids';
import { alarmRuleName, FORWARDING_RULE } from '../../lib/domain/names';
import type { OrgConfig } from '../../lib/domain/org-config';
import { matchingPatterns } from '../../packages/rehearsal/emulated/emulator';
import { ChildProcesses } from '../../packages/rehearsal/machine/child-processes';
import { MOTO, pythonCandidates, VERSION_OF_MOTO } from '../../packages/rehearsal/machine/find-python';
import { EXAMPLES, example, ROOT } from '../support/examples';
import { whoDeploys } from '../support/org-config';
import { NEAR_MISSES } from './near-misses';
import { patternFindings } from './pattern-findings';
import { LEGITIMATE, MATCHES, nearMiss } from './recorded-events';

const config = deployed(orgOf('four-accounts.yaml'));
const alarms = alarmsOf(config);

describe.each(alarms)('the alarm $name', ({ name, happened, matters, todo }) => {
  test('has a rule whose name fits, on both buses', () => {
    expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(alarmRuleName(`${name}-elsewhere`).length).toBeLessThanOrEqual(64);
  });

  test('says in sentences what happened, why it matters and what to do', () => {
    for (const text of [happened, matters, todo]) expect(text).toMatch(/^(?:[A-Z]|aws ).{10,}\.$/);
    // The description of a rule has 512 characters at most, and the text of an alarm is in quotes.
    expect(happened.length).toBeLessThanOrEqual(512);
    expect(happened + matters + todo).not.toMatch(/["<>\n]/);
  });

  test('has at least one recorded event and three near misses', () => {
    expect(Object.keys(MATCHES[name] ?? {}).length).toBeGreaterThanOrEqual(1);
    expect(NEAR_MISSES[name]?.length).toBeGreaterThanOrEqual(3);
  });
});

test('no recorded event and no near miss is of an alarm that does not exist', () => {
  const names = alarms.map(({ name }) => name).sort();
  expect(Object.keys(MATCHES).sort()).toEqual(names);
  expect(Object.keys(NEAR_MISSES).sort()).toEqual(names);
});

describe.each(EXAMPLES)('in %s', (file) => {
  test('EventBridge takes the pattern of every alarm and of what is forwarded', () => {
    const patterns = patternsOf(orgOf(file));
    const findings = Object.entries(patterns).map(([name, pattern]) => [name, patternFindings(pattern)]);
    expect(findings).toEqual(Object.keys(patterns).map((name) => [name, []]));
  });

  // EventBridge takes 30 such rules on a bus. On the bus of alarms are ours alone, so that one more fits; the default bus of
  // each account is its owner's, and what we take of it is little.
  test('as many patterns have wildcards as are counted here', () => {
    const withWildcards = Object.entries(patternsOf(orgOf(file))).filter(([, pattern]) =>
      JSON.stringify(pattern).includes('*'),
    );
    const [forwarding, others] = [true, false].map((is) => withWildcards.filter(([name]) => isForwarding(name) === is));
    expect([forwarding?.length, others?.length]).toEqual([3, 29]);
  });

  test('what is forwarded is in rules with room for more', () => {
    const rules = forwardingRules(example(file));
    expect(rules.map(({ name }) => name)).toEqual([FORWARDING_RULE, `${FORWARDING_RULE}-2`, `${FORWARDING_RULE}-3`]);
    for (const { pattern } of rules) expect(JSON.stringify(pattern).length).toBeLessThanOrEqual(1_800);
  });
});

test.each([
  [{ detail: { a: [] } }],
  [{ detail: { a: 'text' } }],
  [{ detail: {} }],
  [{ $or: [{ a: ['b'] }] }],
  [{ a: [{ prefix: ['b', 'c'] }] }],
  [{ a: [{ 'anything-but': { cidr: '10.0.0.0/8' } }] }],
  [{ a: [{ wildcard: 'b**' }] }],
  [{ a: [{ exists: true, prefix: 'b' }] }],
  [{ a: [{ 'anything-but': { prefix: [] } }] }],
  [{ a: Array.from({ length: 300 }, () => 'a value') }],
  [{ $or: [{ a: [{ wildcard: '*b*c*d*' }] }, { a: [{ wildcard: '*e*f*g*' }] }] }],
])('a pattern that EventBridge refuses is found: %j', (pattern) => {
  expect(patternFindings(pattern)).not.toEqual([]);
});

// A visible skip where no Python has moto: the summary of the tests counts it.
const python = pythonCandidates(join(ROOT, '.rehearsal', 'venv'), process.env).find(
  (candidate) => spawnSync(candidate, ['-c', VERSION_OF_MOTO], { encoding: 'utf8' }).stdout?.trim() === MOTO,
);
const describeWhereMatched = python === undefined ? describe.skip : describe;

describeWhereMatched("by the emulator's matcher", () => {
  const matching = Object.entries(MATCHES).flatMap(([alarm, events]) =>
    Object.keys(events).map((of) => ({ alarm, of, id: `${alarm}: ${of}`, event: events[of] })),
  );
  const missing = Object.entries(NEAR_MISSES).flatMap(([alarm, misses]) =>
    misses.map((miss) => {
      const title = `${miss.of}, but ${miss.but} is ${String(miss.is ?? 'absent')}`;
      return { alarm, title, id: `${alarm}: ${title}`, event: nearMiss(MATCHES[alarm] ?? {}, miss) };
    }),
  );
  const legitimate = Object.entries(LEGITIMATE).flatMap(([story, events]) =>
    Object.keys(events).map((of) => ({ story, of, id: `${story}: ${of}`, event: events[of] })),
  );
  // A deployer who is a user, and another user, as nobody's session.
  const User = 'arn:aws:iam::333333333333:user/deployer';
  const byUser = (arn: string) => ({
    ...MATCHES['stack-set-is-changed']?.['another template'],
    detail: { eventSource: 'cloudformation.amazonaws.com', eventName: 'UpdateStackSet', userIdentity: { arn } },
  });
  const users = { 'the deployer': byUser(User), 'another user': byUser(`${User}-2`) };
  const withUser = { ...config, guardrails: { ...config.guardrails, deployers: [User as PrincipalArn] } };
  let matched: Readonly<Record<string, readonly string[]>> = {};

  beforeAll(async () => {
    const events = Object.fromEntries([...matching, ...missing, ...legitimate].map(({ id, event }) => [id, event]));
    const stackSet = alarmsOf(withUser).find(({ name }) => name === 'stack-set-is-changed');
    const question = {
      patterns: { ...patternsOf(config), ...(stackSet && { 'with a user': stackSet.pattern }) },
      events: { ...events, ...users },
    };
    const children = new ChildProcesses(new AbortController().signal);
    matched = await matchingPatterns(children, python ?? '', ROOT, question);
  });

  test.each(matching)('$alarm is raised: $of', ({ alarm, id }) => {
    expect(matched[id]).toContain(alarm);
  });

  test.each(matching)('it is forwarded, wherever it happens: $alarm, $of', ({ id }) => {
    expect(matched[id]?.filter(isForwarding)).not.toEqual([]);
  });

  test.each(missing)('$alarm is not raised: $title', ({ alarm, id }) => {
    expect(matched[id]).not.toContain(alarm);
  });

  test.each(legitimate)('nothing is raised by $story: $of', ({ id }) => {
    expect(matched[id]?.filter((name) => !isForwarding(name) && name !== 'with a user')).toEqual([]);
  });

  test('a deployer may be a user', () => {
    expect(matched['the deployer']).not.toContain('with a user');
    expect(matched['another user']).toContain('with a user');
  });

  test("what happens all the time is not forwarded, nor is the alarms' own work, which would be followed by itself", () => {
    const frequent = [
      ...legitimate.filter(({ story }) => story === 'delivery').map(({ id }) => id),
      ...['a switch', 'the same in the product account', 'a switch whose sign-in is too old'].map(
        (of) => `people: ${of}`,
      ),
      'people: the console after the switch',
      'people: a first sign-in',
      'identity-center: provisioning makes a group',
      'identity-center: provisioning changes who is in it',
      'identity-center: somebody signs in',
      'identity-center: somebody becomes a role',
      'identity-center: the CLI signs in',
      'ci-run: the state is read',
      'ci-run: the state is written',
      'ci-run: its key encrypts it',
      'services-of-aws: a function becomes its role',
      'terraform-apply: the policy of a bucket',
      'terraform-apply: a grant for a database',
    ];
    expect(frequent.map((id) => [id, matched[id]])).toEqual(frequent.map((id) => [id, []]));
  });
});

function patternsOf(org: OrgConfig): Readonly<Record<string, EventPattern>> {
  return {
    ...Object.fromEntries(alarmsOf(org).map(({ name, pattern }) => [name, pattern])),
    ...Object.fromEntries(forwardingRules(org).map(({ name, pattern }) => [name, pattern])),
  };
}

/** With operators, whom not every example has. */
function orgOf(file: string): OrgConfig {
  return { operators: ['arn:aws:iam::333333333333:role/platform-operator' as PrincipalArn], ...example(file) };
}

/** The same where jobs of a repository deploy, whom the guardrails let through as well. */
function deployed(org: OrgConfig): OrgConfig {
  const deploying = { ...org, deployment: whoDeploys() };
  const deployers = [...deployerRoles(deploying), ...(org.guardrails?.deployers ?? [])];
  return { ...deploying, guardrails: { ...org.guardrails, deployers } };
}

function isForwarding(rule: string): boolean {
  return rule.startsWith(FORWARDING_RULE);
}
