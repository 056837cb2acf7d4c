import { EXIT } from '../../../lib/domain/failure';
import { orgFile } from '../org-file';
import { FakePeopleAccount } from './fake-people-account';
import { PEOPLE_YAML } from './people-yaml';
import { deployed, NAME, people as runPeople } from './running-people';

const OPERATOR = 'orgstrap-people-operator';

const file = orgFile(PEOPLE_YAML);

function people(fake: FakePeopleAccount, ...argv: readonly string[]) {
  return runPeople(file, fake, ...argv);
}

describe('people revoke', () => {
  test('shuts out, and says how long sessions go on, where, and what to remove from org.yaml', async () => {
    const fake = deployed('invited');
    const { status, out, err, roles } = await people(fake, 'revoke', NAME);
    expect([status, roles]).toEqual([EXIT.done, [OPERATOR]]);
    expect([fake.powersOf(NAME), fake.leftOf(NAME), fake.closed]).toEqual([new Set(), [], new Set()]);
    expect(err.split('\n')[0]).toBe(`${NAME}: take out of the group orgstrap-people-developers`);
    expect(out).toMatchInlineSnapshot(`
"first-developer is shut out of the Ops account: no group, no key, no password, no MFA device.
Ended: every session of first-developer that began before 2026-03-01T00:01:00.000Z, and nobody else's, in the roles that they could reach:
  dev 444444444444: developer
Remove people.users.first-developer from org.yaml and deploy, which deletes the user.
"
`);
  });

  test('closes the roles that they could reach, and says how long to wait before they are opened', async () => {
    const fake = deployed('invited');
    const { status, out } = await people(fake, 'revoke', NAME, '--close-roles');
    expect(status).toBe(EXIT.done);
    expect(fake.closed).toEqual(new Set(['444444444444/developer']));
    expect(out).toMatchInlineSnapshot(`
"first-developer is shut out of the Ops account: no group, no key, no password, no MFA device.
Ended: every session of first-developer that began before 2026-03-01T00:01:00.000Z, and nobody else's, in the roles that they could reach:
  dev 444444444444: developer
Closed: every session of these roles has ended, whoever was in it, and nobody can work in them until orgstrap people open-roles.
  dev 444444444444: developer
Remove people.users.first-developer from org.yaml and deploy, which deletes the user.
"
`);
  });

  test('works for somebody who is no longer in org.yaml, whose groups tell where they could be', async () => {
    const fake = new FakePeopleAccount();
    fake.deploy('gone', { groups: ['orgstrap-people-operators'], invited: true });
    const { out } = await people(fake, 'revoke', 'gone', '--close-roles');
    expect(fake.closed).toEqual(new Set(['444444444444/admin', '666666666666/viewer', '666666666666/admin']));
    expect(out).toContain('gone is not in org.yaml: the next deploy deletes the user.\n');
    const again = await people(fake, 'revoke', 'gone');
    expect(again.out).toContain('in any access role, because nobody knows any more which:\n  dev 444444444444: admin');
  });

  test('tells everything that failed, closes what it can, and ends with 1', async () => {
    const fake = new FakePeopleAccount();
    fake.deploy(NAME, { groups: ['orgstrap-people-operators'], invited: true });
    for (const refused of ['leave orgstrap-people-operators', 'deletePassword', '666666666666/admin']) {
      fake.refused.add(refused);
    }
    const { status, out } = await people(fake, 'revoke', NAME, '--close-roles');
    expect(status).toBe(EXIT.failed);
    expect(out).toContain(`${NAME} may not be shut out of the Ops account yet.`);
    expect(out).toContain('  could not take out of the group orgstrap-people-operators: AWS refuses');
    expect(out).toContain('  could not delete the password: AWS refuses');
    expect(out).toContain('  prod 666666666666: admin: not closed: AWS refuses');
    expect(fake.closed.size).toBe(3);
  });

  test.each([
    ['groups', 'the groups'],
    ['passwordSince', 'the password'],
    ['list keys', 'the access keys'],
    ['devices', 'the MFA devices'],
    ['find', 'the user'],
    ['ops', 'the Ops account'],
  ])(
    'takes away and ends all that it can where it may not see %s, names that, and a rerun finishes',
    async (call, what) => {
      const fake = deployed('invited');
      fake.refused.add(call);
      const { status, out } = await people(fake, 'revoke', NAME);
      expect(status).toBe(EXIT.failed);
      expect(out).toContain(`  could not see ${what}: AWS refuses ${call}\n`);
      expect(fake.revoked.has('444444444444/developer/first-developer')).toBe(true);
      const kept = { 'list keys': ['AKIAIOSFODNN7EXAMP01'], ops: [...fake.powersOf(NAME)] };
      expect(fake.powersOf(NAME)).toEqual(new Set(Object.entries(kept).find(([one]) => one === call)?.[1] ?? []));
      expect(fake.user(NAME).devices.size).toBe(call === 'find' ? 0 : 1);
      fake.refused.clear();
      expect((await people(fake, 'revoke', NAME)).status).toBe(EXIT.done);
      expect([fake.powersOf(NAME), fake.leftOf(NAME)]).toEqual([new Set(), []]);
    },
  );

  test('says so where it was done before', async () => {
    const fake = deployed('invited');
    await people(fake, 'revoke', NAME);
    const { status, out } = await people(fake, 'revoke', NAME);
    expect(status).toBe(EXIT.done);
    expect(out).toContain('first-developer is shut out of the Ops account and was before: no group');
  });

  test('says what it would do with --dry-run, and does nothing', async () => {
    const fake = deployed('invited');
    const before = [fake.powersOf(NAME), fake.leftOf(NAME)];
    const { out } = await people(fake, 'revoke', NAME, '--close-roles', '--dry-run');
    expect([fake.powersOf(NAME), fake.leftOf(NAME), fake.closed.size]).toEqual([...before, 0]);
    expect(out).toMatchInlineSnapshot(`
"first-developer: a run would
  take out of the group orgstrap-people-developers
  take out of the group orgstrap-everybody
  deactivate the key AKIAIOSFODNN7EXAMP01
  delete the password
  delete the key AKIAIOSFODNN7EXAMP01
  deactivate the MFA device arn:aws:iam::333333333333:mfa/first-developer
  delete the virtual MFA device arn:aws:iam::333333333333:mfa/first-developer, if it is there
and end the sessions of first-developer, and close, for everybody in them, the roles that they could reach:
  dev 444444444444: developer
"
`);
  });

  test.each([
    [
      'a user whom nobody knows',
      'first-develper',
      'or among the people of the Ops account, did you mean first-developer?',
    ],
    ['a user who is not deployed', 'first-operator', 'there is nothing to revoke'],
  ])('refuses %s', async (_, name, message) => {
    const fake = deployed('invited');
    const { status, err } = await people(fake, 'revoke', name, '--close-roles');
    expect([status, err, fake.closed.size]).toEqual([EXIT.unusable, expect.stringContaining(message), 0]);
  });
});

describe('people revoke, where a role has no room', () => {
  test('makes some of what is over', async () => {
    const fake = deployed('invited');
    fake.mostRevoked = 1;
    await people(fake, 'revoke', NAME);
    const [before] = fake.revoked.values();
    fake.revoked.clear();
    fake.revoked.set('444444444444/developer/gone', String(before).replaceAll(NAME, 'gone'));
    fake.later(1);
    const { status } = await people(fake, 'revoke', NAME);
    expect([status, [...fake.revoked.keys()]]).toEqual([
      EXIT.done,
      expect.arrayContaining(['444444444444/developer/first-developer']),
    ]);
    expect(fake.revoked.has('444444444444/developer/gone')).toBe(false);
  });

  test('takes away nothing that still ends sessions, and names the role', async () => {
    const fake = deployed('invited');
    fake.mostRevoked = 1;
    await people(fake, 'revoke', NAME);
    const [before] = fake.revoked.values();
    fake.revoked.clear();
    fake.revoked.set('444444444444/developer/gone', String(before).replaceAll(NAME, 'gone'));
    const { status, out } = await people(fake, 'revoke', NAME);
    expect([status, fake.revoked.has('444444444444/developer/gone')]).toEqual([EXIT.failed, true]);
    expect(out).toContain('dev 444444444444: developer: not ended: 444444444444/developer is full');
  });
});

describe('people open-roles', () => {
  test('opens what a revocation closed, and the sessions that it ended stay ended until they would be over', async () => {
    const fake = deployed('invited');
    await people(fake, 'revoke', NAME, '--close-roles');
    const { status, out, roles } = await people(fake, 'open-roles');
    expect([status, roles, fake.closed.size, fake.revoked.size]).toEqual([EXIT.done, [OPERATOR], 0, 1]);
    expect(out).toBe(
      'opened\n  dev 444444444444: developer\n' +
        '  dev 444444444444: developer: the sessions of first-developer stay ended, until 2026-03-01T02:01:00.000Z\n',
    );
    fake.later(1);
    expect((await people(fake, 'open-roles')).out).toBe(
      'no access role was closed\ntaken away what ended sessions of:\n' +
        '  dev 444444444444: developer: first-developer\n',
    );
    expect(fake.revoked.size).toBe(0);
  });

  test('opens no role in which nobody was shut out, because their sessions would work again, unless that is accepted', async () => {
    const fake = deployed();
    fake.closed.add('444444444444/developer').add('666666666666/admin');
    const { status, out } = await people(fake, 'open-roles');
    expect([status, fake.closed.size]).toEqual([EXIT.failed, 2]);
    expect(out).toContain(
      "  prod 666666666666: admin: not opened: it is closed, and nobody's sessions were ended in it",
    );
    const accepted = await people(fake, 'open-roles', '--accept', 'open-sessions');
    expect([accepted.status, fake.closed.size]).toEqual([EXIT.done, 0]);
    expect(accepted.out).toBe('opened\n  dev 444444444444: developer\n  prod 666666666666: admin\n');
  });

  test('takes a policy that ends no sessions for none, and says when nobody can be inside any more', async () => {
    const fake = deployed();
    fake.closed.add('444444444444/developer');
    fake.revoked.set('444444444444/developer/x', '{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}');
    const { status, out } = await people(fake, 'open-roles');
    expect([status, fake.closed.size]).toEqual([EXIT.failed, 1]);
    expect(out).toContain(
      '--accept open-sessions once the time has come that revoke printed, at the latest 2026-03-01T02:00:00.000Z',
    );
  });

  test('takes away what ended sessions before its time where that is accepted, so that the roles can be deleted', async () => {
    const fake = deployed('invited');
    await people(fake, 'revoke', NAME);
    expect((await people(fake, 'open-roles', '--accept', 'open-sessions')).status).toBe(EXIT.done);
    expect(fake.revoked.size).toBe(0);
  });

  test('leaves a policy of that name that says anything else', async () => {
    const fake = deployed();
    fake.revoked.set('444444444444/developer/x', '{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}');
    fake.later(1);
    expect((await people(fake, 'open-roles')).out).toContain(
      'orgstrap-revoked-x is not what orgstrap people revoke writes',
    );
    expect(fake.revoked.size).toBe(1);
  });

  test('tells what it could not open, and ends with 1', async () => {
    const fake = deployed();
    fake.refused.add('666666666666');
    const { status, out } = await people(fake, 'open-roles');
    expect([status, out]).toEqual([
      EXIT.failed,
      'opened none\n  prod 666666666666: admin, developer, viewer: not opened: AWS refuses 666666666666\n',
    ]);
  });
});

describe('people audit', () => {
  test('reads as the auditor role, shows a table, and ends with 1 where something is found', async () => {
    const fake = deployed('invited');
    fake.closed.add('444444444444/developer');
    const { status, out, roles } = await people(fake, 'audit');
    expect([status, roles]).toEqual([EXIT.failed, ['orgstrap-auditor']]);
    expect(out).toMatchInlineSnapshot(`
"┌─────────────────┬─────────────────────┬──────────────┬─────┬──────────────┬──────────────────────────────────────────────────────┐
│ Who             │ May become          │ Password     │ MFA │ Last sign-in │ Access keys                                          │
├─────────────────┼─────────────────────┼──────────────┼─────┼──────────────┼──────────────────────────────────────────────────────┤
│ first-developer │ dev: developer      │ yes          │ yes │ never        │ AKIAIOSFODNN7EXAMP01: active, 0 days old, never used │
├─────────────────┼─────────────────────┼──────────────┼─────┼──────────────┼──────────────────────────────────────────────────────┤
│ first-operator  │ dev: admin          │ not deployed │     │              │                                                      │
│                 │ prod: viewer, admin │              │     │              │                                                      │
└─────────────────┴─────────────────────┴──────────────┴─────┴──────────────┴──────────────────────────────────────────────────────┘
finding: first-operator is in org.yaml and not deployed: deploy
finding: closed, nobody can work in them until orgstrap people open-roles:
  dev 444444444444: developer
"
`);
  });

  test('finds what a revocation left of somebody, and a key of somebody in no group', async () => {
    const fake = deployed('invited');
    fake.deploy('first-operator', { groups: ['orgstrap-people-operators'], invited: true });
    for (const refused of ['deletePassword', 'deactivateDevice']) fake.refused.add(refused);
    await people(fake, 'revoke', 'first-operator');
    fake.user(NAME).groups.clear();
    fake.refused.clear();
    const { status, out } = await people(fake, 'audit');
    expect(status).toBe(EXIT.failed);
    expect(out).toContain(
      'finding: first-operator was shut out, sessions before 2026-03-01T00:01:00.000Z have ended, and still has a password: run orgstrap people revoke again',
    );
    expect(out).toMatch(/finding: first-developer is in no group and has the key \w+: run orgstrap people revoke\n/);
  });

  test('finds what ended sessions that would be over, and a policy of that name that says anything else', async () => {
    const fake = deployed('invited');
    await people(fake, 'revoke', NAME);
    expect((await people(fake, 'audit')).out).toContain(
      'sessions of first-developer before 2026-03-01T00:01:00.000Z were ended\n',
    );
    fake.later(1);
    fake.revoked.set('444444444444/developer/x', '{}');
    const { status, out } = await people(fake, 'audit');
    expect(status).toBe(EXIT.failed);
    expect(out).toContain('and would be over: run orgstrap people open-roles');
    expect(out).toContain(
      'finding: dev 444444444444: developer: orgstrap-revoked-x is not what orgstrap people revoke writes',
    );
  });

  test('shows the groups of somebody whom org.yaml does not have', async () => {
    const fake = new FakePeopleAccount();
    fake.deploy('gone', { groups: ['orgstrap-people-operators'] });
    expect((await people(fake, 'audit')).out).toMatch(/gone +│ what these groups may: .*\n.*orgstrap-people-operators/);
    fake.user('gone').groups.clear();
    expect((await people(fake, 'audit')).out).toMatch(/gone +│ nothing /);
  });

  test('ends with 0 where nothing is found', async () => {
    const fake = deployed('invited');
    fake.deploy('first-operator', { groups: ['orgstrap-people-operators'] });
    const { status, out } = await people(fake, 'audit');
    expect([status, out.includes('finding')]).toEqual([EXIT.done, false]);
  });

  test('writes JSON', async () => {
    const fake = deployed('invited');
    fake.refused.add('666666666666');
    const { out } = await people(fake, 'audit', '--json');
    expect(JSON.parse(out)).toMatchObject({
      version: 1,
      ok: false,
      people: [
        { name: NAME, findings: [] },
        { name: 'first-operator', isDeployed: false },
      ],
      closedRoles: [],
      notSeen: [{ environment: 'prod', workspace: 'prod', account: '666666666666', role: 'admin' }, {}, {}],
    });
  });
});
