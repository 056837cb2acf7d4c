import { peopleReport } from '../../../lib/commands/people/people-report';
import { FakePeopleWorld, ownDevice } from './fake-people-world';
import { PEOPLE_YAML, peopleOf } from './people-yaml';

const { config, people } = peopleOf(PEOPLE_YAML);
const DEVELOPER = 'first-developer';
const OPERATOR = 'first-operator';

function audit(world: FakePeopleWorld) {
  return peopleReport(config, people, world.access(), world.now);
}

async function findingsOf(name: string, world: FakePeopleWorld): Promise<readonly string[] | undefined> {
  return (await audit(world)).people.find((person) => person.name === name)?.findings;
}

/** Both people of org.yaml, who work as they should. */
function goodWorld(): FakePeopleWorld {
  const world = new FakePeopleWorld();
  const developer = world.deploy(DEVELOPER, { invited: true, devices: [ownDevice(DEVELOPER)], keys: 1 });
  const groups = ['orgstrap-people-operators'];
  const operator = world.deploy(OPERATOR, { groups, invited: true, devices: [ownDevice(OPERATOR)] });
  world.later(90);
  for (const user of [developer, operator]) user.lastSignIn = world.now;
  return world;
}

describe('an audit of people', () => {
  test('says who can reach what and how they sign in, and finds nothing where nothing is wrong', async () => {
    const report = await audit(goodWorld());
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
    const world = goodWorld();
    const [key] = world.user(DEVELOPER).keys;
    world.later(1);
    if (key) key.lastUsed = world.now;
    expect(await findingsOf(DEVELOPER, world)).toEqual([`the key ${key?.id} is 91 days old, at most 90 are good`]);
    expect((await audit(world)).people[0]?.keys[0]?.lastUsed).toBe(world.now.toISOString());
  });

  test('finds somebody without MFA who has signed in, or has a key, and not who was only invited', async () => {
    const world = goodWorld();
    world.user(DEVELOPER).devices.clear();
    expect(await findingsOf(DEVELOPER, world)).toEqual([
      'has signed in and has no MFA device',
      'has an active key and no MFA device',
    ]);
    delete world.user(DEVELOPER).lastSignIn;
    for (const key of world.user(DEVELOPER).keys) key.isActive = false;
    world.user(DEVELOPER).password = { text: 'new', since: world.now };
    expect(await findingsOf(DEVELOPER, world)).toEqual([]);
  });

  test('finds an invitation that nobody took up for more than a week', async () => {
    const world = goodWorld();
    const user = world.deploy(DEVELOPER, { invited: true });
    world.later(7);
    expect(await findingsOf(DEVELOPER, world)).toEqual([]);
    world.later(1);
    expect(await findingsOf(DEVELOPER, world)).toEqual([expect.stringContaining('was invited 8 days ago')]);
    user.lastSignIn = world.now;
    expect(await findingsOf(DEVELOPER, world)).toEqual(['has signed in and has no MFA device']);
  });

  test('finds who has not signed in for more than 90 days, and used no key, though they could', async () => {
    const world = goodWorld();
    world.later(90);
    expect(await findingsOf(OPERATOR, world)).toEqual([]);
    world.later(1);
    expect(await findingsOf(OPERATOR, world)).toEqual([expect.stringContaining('has not signed in for 91 days')]);
    delete world.user(OPERATOR).password;
    expect(await findingsOf(OPERATOR, world)).toEqual([]);
  });

  test('finds groups that differ from org.yaml, and who is in none', async () => {
    const world = goodWorld();
    world.user(DEVELOPER).groups.delete('orgstrap-people-developers');
    world.user(DEVELOPER).groups.add('orgstrap-people-operators');
    expect(await findingsOf(DEVELOPER, world)).toEqual([
      'is not in orgstrap-people-developers, which org.yaml says',
      'is in orgstrap-people-operators, which org.yaml does not say',
    ]);
    world.user(DEVELOPER).groups.clear();
    expect(await findingsOf(DEVELOPER, world)).toEqual(['is a member of no group, and can do nothing']);
  });

  test('finds who is deployed and not in org.yaml, and the other way round, and nobody off the path of people', async () => {
    const world = goodWorld();
    world.users.delete(DEVELOPER);
    world.deploy('gone');
    world.deploy('orgstrap-ci-apply-delivery', { path: '/orgstrap/' });
    const report = await audit(world);
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
    const world = goodWorld();
    world.closed.add('444444444444/developer');
    world.refused.add('666666666666');
    const { closed, failures } = await audit(world);
    expect(closed).toMatchObject([{ workspace: 'dev', account: '444444444444', role: 'developer' }]);
    expect(failures.flatMap(({ roles }) => roles.map(({ role }) => role))).toEqual(['admin', 'developer', 'viewer']);
  });

  test('reads, and changes nothing', async () => {
    const world = goodWorld();
    await audit(world);
    const calls = world.calls.filter((call) => !/^\d{12}/.test(call));
    expect(new Set(calls)).toEqual(
      new Set(['ops', 'list users', 'passwordSince', 'groups', 'devices', 'list keys', 'lastUsed']),
    );
  });
});
