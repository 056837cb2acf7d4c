import { peopleReport } from '../../../lib/commands/people/people-report';
import { FakePeopleAccount, ownDevice } from './fake-people-account';
import { PEOPLE_YAML, peopleOf } from './people-yaml';

const { config, people } = peopleOf(PEOPLE_YAML);
const DEVELOPER = 'first-developer';
const OPERATOR = 'first-operator';

function audit(fake: FakePeopleAccount) {
  return peopleReport(config, people, fake.access(), fake.now);
}

async function findingsOf(name: string, fake: FakePeopleAccount): Promise<readonly string[] | undefined> {
  return (await audit(fake)).people.find((person) => person.name === name)?.findings;
}

/** Both people of org.yaml, who work as they should. */
function goodAccount(): FakePeopleAccount {
  const fake = new FakePeopleAccount();
  const developer = fake.deploy(DEVELOPER, { invited: true, devices: [ownDevice(DEVELOPER)], keys: 1 });
  const groups = ['orgstrap-people-operators'];
  const operator = fake.deploy(OPERATOR, { groups, invited: true, devices: [ownDevice(OPERATOR)] });
  fake.later(90);
  for (const user of [developer, operator]) user.lastSignIn = fake.now;
  return fake;
}

describe('an audit of people', () => {
  test('says who can reach what and how they sign in, and finds nothing where nothing is wrong', async () => {
    const report = await audit(goodAccount());
    expect(report).toMatchObject({
      closed: [],
      failures: [],
      people: [
        {
          name: DEVELOPER,
          isInConfig: true,
          isDeployed: true,
          reach: [{ environment: 'dev', roles: ['developer'] }],
          hasPassword: true,
          hasMfa: true,
          lastSignIn: '2026-05-30T00:00:00.000Z',
          keys: [{ isActive: true, ageInDays: 90 }],
          findings: [],
        },
        {
          name: OPERATOR,
          reach: [
            { environment: 'dev', roles: ['admin'] },
            { environment: 'prod', roles: ['viewer', 'admin'] },
          ],
          keys: [],
          findings: [],
        },
      ],
    });
  });

  test('finds a key that is older than 90 days, used or not', async () => {
    const fake = goodAccount();
    const [key] = fake.user(DEVELOPER).keys;
    fake.later(1);
    if (key) key.lastUsed = fake.now;
    expect(await findingsOf(DEVELOPER, fake)).toEqual([`the key ${key?.id} is 91 days old, at most 90 are good`]);
    expect((await audit(fake)).people[0]?.keys[0]?.lastUsed).toBe(fake.now.toISOString());
  });

  test('finds somebody without MFA who has signed in, or has a key, and not who was only invited', async () => {
    const fake = goodAccount();
    fake.user(DEVELOPER).devices.clear();
    expect(await findingsOf(DEVELOPER, fake)).toEqual([
      'has signed in and has no MFA device',
      'has an active key and no MFA device',
    ]);
    delete fake.user(DEVELOPER).lastSignIn;
    for (const key of fake.user(DEVELOPER).keys) key.isActive = false;
    fake.user(DEVELOPER).password = { text: 'new', since: fake.now };
    expect(await findingsOf(DEVELOPER, fake)).toEqual([]);
  });

  test('finds an invitation that nobody took up for more than a week', async () => {
    const fake = goodAccount();
    const user = fake.deploy(DEVELOPER, { invited: true });
    fake.later(7);
    expect(await findingsOf(DEVELOPER, fake)).toEqual([]);
    fake.later(1);
    expect(await findingsOf(DEVELOPER, fake)).toEqual([expect.stringContaining('was invited 8 days ago')]);
    user.lastSignIn = fake.now;
    expect(await findingsOf(DEVELOPER, fake)).toEqual(['has signed in and has no MFA device']);
  });

  test('finds who has not signed in for more than 90 days, and used no key, though they could', async () => {
    const fake = goodAccount();
    fake.later(90);
    expect(await findingsOf(OPERATOR, fake)).toEqual([]);
    fake.later(1);
    expect(await findingsOf(OPERATOR, fake)).toEqual([expect.stringContaining('has not signed in for 91 days')]);
    delete fake.user(OPERATOR).password;
    expect(await findingsOf(OPERATOR, fake)).toEqual([]);
  });

  test('finds groups that differ from org.yaml, and who is in none', async () => {
    const fake = goodAccount();
    fake.user(DEVELOPER).groups.delete('orgstrap-people-developers');
    fake.user(DEVELOPER).groups.add('orgstrap-people-operators');
    expect(await findingsOf(DEVELOPER, fake)).toEqual([
      'is not in orgstrap-people-developers, which org.yaml says',
      'is in orgstrap-people-operators, which org.yaml does not say',
    ]);
    fake.user(DEVELOPER).groups.clear();
    expect(await findingsOf(DEVELOPER, fake)).toEqual([
      'is a member of no group, and can do nothing',
      expect.stringMatching(/^is in no group and has the key AKIA\w+: run orgstrap people revoke$/),
    ]);
  });

  test('finds who is deployed and not in org.yaml, and the other way round, and nobody off the path of people', async () => {
    const fake = goodAccount();
    fake.users.delete(DEVELOPER);
    fake.deploy('gone');
    fake.deploy('orgstrap-ci-apply-delivery', { path: '/orgstrap/' });
    const report = await audit(fake);
    expect(report.people.map(({ name, isInConfig, isDeployed }) => [name, isInConfig, isDeployed])).toEqual([
      [DEVELOPER, true, false],
      [OPERATOR, true, true],
      ['gone', false, true],
    ]);
    expect(report.people[0]?.findings).toEqual(['is in org.yaml and not deployed: deploy']);
    expect(report.people[2]).toMatchObject({
      reach: [],
      groups: ['orgstrap-people-developers', 'orgstrap-everybody'],
      findings: ['is deployed and not in org.yaml: run orgstrap people revoke, and deploy'],
    });
  });

  test('finds closed roles, and says which accounts it could not look at', async () => {
    const fake = goodAccount();
    fake.closed.add('444444444444/developer');
    fake.refused.add('666666666666');
    const { closed, failures } = await audit(fake);
    expect(closed).toMatchObject([{ workspace: 'dev', account: '444444444444', role: 'developer' }]);
    expect(failures.flatMap(({ roles }) => roles.map(({ role }) => role))).toEqual(['admin', 'developer', 'viewer']);
  });

  test('reads, and changes nothing', async () => {
    const fake = goodAccount();
    await audit(fake);
    const calls = fake.calls.filter((call) => !/^\d{12}/.test(call));
    expect(new Set(calls)).toEqual(
      new Set(['ops', 'list users', 'passwordSince', 'groups', 'devices', 'list keys', 'lastUsed']),
    );
  });
});
