import fc from 'fast-check';
import { parseOrgConfig } from '../../lib/config/parse-org-config';
import type { People } from '../../lib/domain/people';
import { problemsOf, SERVICES, VALID } from './org-yaml';
import { CENTER, changedPeople, GROUP_ID, INSTANCE, PEOPLE, withRoles } from './people-yaml';

function peopleOf(file: string): People | undefined {
  const result = parseOrgConfig(file, 'org.yaml', SERVICES);
  expect(result).toMatchObject({ ok: true });
  return result.ok ? result.config.people : undefined;
}

describe('people', () => {
  test('are not there unless org.yaml has them', () => {
    expect(peopleOf(VALID)).toBeUndefined();
  });

  test('are IAM users with an hour in a role and eight hours after MFA, where nothing is said', () => {
    expect(peopleOf(PEOPLE)).toMatchObject({
      sessionHours: 1,
      signIn: {
        source: 'iamUsers',
        mfaMaxAgeHours: 8,
        users: [
          { name: 'ada', groups: ['operators', 'developers'] },
          { name: 'grace@example.com', groups: ['developers'] },
        ],
      },
    });
    expect(peopleOf(changedPeople('people:\n', 'people:\n  source: iamUsers\n'))).toEqual(peopleOf(PEOPLE));
  });

  test('leave a group empty where nobody is named in it', () => {
    expect(peopleOf(PEOPLE.replace(/^ {2}users:[\s\S]*$/m, '  users: { ada: [developers] }\n'))).toMatchObject({
      groups: [{ name: 'operators' }, { name: 'developers' }],
      signIn: { users: [{ name: 'ada', groups: ['developers'] }] },
    });
  });

  test('have hours of their own where org.yaml says them, up to what IAM and the console take', () => {
    for (const hours of [1, 12]) {
      const file = changedPeople('people:\n', `people:\n  sessionHours: ${hours}\n  mfaMaxAgeHours: ${hours}\n`);
      expect(peopleOf(file)).toMatchObject({ sessionHours: hours, signIn: { mfaMaxAgeHours: hours } });
    }
  });

  test('enter environments in rollout order, whatever the order in a group', () => {
    expect(peopleOf(PEOPLE)?.groups).toEqual([
      {
        name: 'operators',
        access: [
          { environment: 'dev', roles: ['viewer', 'admin'] },
          { environment: 'prod', roles: ['admin'] },
        ],
      },
      { name: 'developers', access: [{ environment: 'dev', roles: ['developer'] }] },
    ]);
  });

  test('have the three built-in roles, and behind them what org.yaml adds', () => {
    const reason = 'Auditors look at every account once a quarter.';
    const file = withRoles(
      `{ data: { services: [s3, lambda] }, auditor: { managedPolicies: { job-function/ViewOnlyAccess: ${reason} } } }`,
    );
    expect(peopleOf(file)?.roles).toEqual([
      { name: 'admin', permissions: { kind: 'built-in', role: 'admin' } },
      { name: 'developer', permissions: { kind: 'built-in', role: 'developer' } },
      { name: 'viewer', permissions: { kind: 'built-in', role: 'viewer' } },
      { name: 'data', permissions: { kind: 'own', services: ['s3', 'lambda'], managedPolicies: [] } },
      {
        name: 'auditor',
        permissions: { kind: 'own', services: [], managedPolicies: [{ name: 'job-function/ViewOnlyAccess', reason }] },
      },
    ]);
  });

  test('of a role of one’s own enter like those of a built-in one', () => {
    const file = withRoles('{ data: { services: [s3] } }').replace('dev: developer', 'dev: [developer, data]');
    expect(problemsOf(file)).toEqual([]);
  });

  test('may be nobody yet, so that groups can be there before them', () => {
    const nobody = PEOPLE.replace(/ {2}users:\n[\s\S]*/, '  users: {}\n');
    expect(peopleOf(nobody)).toMatchObject({ signIn: { users: [] } });
  });

  test('are groups of IAM Identity Center, with ids of both forms, where org.yaml says so', () => {
    expect(peopleOf(CENTER)?.signIn).toEqual({
      source: 'identityCenter',
      instance: INSTANCE,
      groupIds: { operators: GROUP_ID, developers: `90677c608a-${GROUP_ID}` },
    });
  });
});

describe('whatever somebody does to a file with people', () => {
  test('never makes the parser throw, and has its problems in the text', () => {
    const start = VALID.length;
    const cut = fc.record({
      at: fc.integer({ min: start, max: CENTER.length }),
      length: fc.nat(30),
      by: fc.string({ maxLength: 10 }),
    });
    fc.assert(
      fc.property(cut, fc.constantFrom(PEOPLE, CENTER), ({ at, length, by }, file) => {
        const text = file.slice(0, at) + by + file.slice(at + length);
        for (const problem of problemsOf(text)) expect(problem).toMatch(/^\d+:\d+ .*: found .+, expected .+; .+/);
      }),
      { numRuns: 300 },
    );
  });

  test('a name with a wildcard is refused, wherever it stands', () => {
    const name = fc.tuple(fc.stringMatching(/^[a-z]{1,5}$/), fc.constantFrom('*', '?')).map((parts) => parts.join(''));
    const place = fc.constantFrom('operators', 'ada:', 'admin', 'prod: admin');
    fc.assert(
      fc.property(name, place, (wild, from) => {
        const to = from.replace(/^\w+/, () => JSON.stringify(wild));
        expect(problemsOf(VALID + PEOPLE.slice(VALID.length).replaceAll(from, to)).join('\n')).toContain(
          'wildcards to IAM',
        );
      }),
      { numRuns: 60 },
    );
  });
});
