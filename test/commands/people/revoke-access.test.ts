import { plannedAccessRevocation, type RevokedAccess, revokeAccess } from '../../../lib/commands/people/revoke-access';
import { type Break, FakePeopleAccount, ownDevice } from './fake-people-account';

const NAME = 'first-developer';
const USER = { name: NAME, ownDevice: ownDevice(NAME) };
const HARDWARE = 'GAHT12345678';

/** Everything that a person can have. */
function fullAccount(): FakePeopleAccount {
  const fake = new FakePeopleAccount();
  fake.deploy(NAME, {
    groups: ['orgstrap-people-developers', 'orgstrap-people-operators'],
    invited: true,
    devices: [ownDevice(NAME), HARDWARE],
    keys: 2,
  });
  const [, second] = fake.user(NAME).keys;
  if (second) second.isActive = false;
  return fake;
}

async function run(
  fake: FakePeopleAccount,
  interrupted?: Break,
): Promise<RevokedAccess & { readonly steps: readonly string[] }> {
  const steps: string[] = [];
  const ops = await fake.access(interrupted).ops();
  const result = await revokeAccess(USER, ops, {
    everyGroup: ['orgstrap-people-developers', 'orgstrap-people-operators', 'orgstrap-everybody'],
    onStep: (step) => steps.push(step.do),
    onGroups: () => undefined,
  });
  return { ...result, steps };
}

describe('shutting somebody out', () => {
  test('ends what they can do first, then the ways in, and MFA last', async () => {
    const fake = fullAccount();
    const { steps, groups, failures } = await run(fake);
    expect(steps).toEqual([
      ...Array(3).fill('leave group'),
      'deactivate key',
      'delete password',
      ...Array(2).fill('delete key'),
      ...Array(2).fill('deactivate device'),
      'delete device',
    ]);
    expect(fake.calls.filter((call) => call.startsWith('leave')).at(-1)).toBe('leave orgstrap-everybody');
    expect([groups?.length, failures, fake.powersOf(NAME), fake.leftOf(NAME)]).toEqual([3, [], new Set(), []]);
  });

  test('is planned without changing anything', async () => {
    const fake = fullAccount();
    const planned = await plannedAccessRevocation(USER, await fake.access().ops());
    expect(new Set(fake.calls)).toEqual(new Set(['ops', 'groups', 'passwordSince', 'devices', 'list keys']));
    expect(planned.steps.map((step) => step.do)).toEqual((await run(fake)).steps);
  });

  test('finds the key that they made while it went on', async () => {
    const fake = fullAccount();
    fake.meanwhile = { 'leave orgstrap-people-developers': () => fake.makeKey(NAME) };
    await run(fake);
    expect(fake.leftOf(NAME)).toEqual([]);
  });

  test('interrupted at any call, before its effect or after it, leaves them less, and another run finishes', async () => {
    const first = fullAccount();
    await run(first);
    const calls = [...first.calls];
    for (const effect of ['had', 'lost'] as const) {
      for (const at of calls.keys()) {
        const where = `${calls[at]}, call ${at + 1}, effect ${effect}`;
        const fake = fullAccount();
        const before = fake.powersOf(NAME);
        const ended = await run(fake, { at: at + 1, effect }).then(
          ({ failures }) => failures.length === 0,
          () => false,
        );
        expect([where, ended]).toEqual([where, false]);
        expect([where, [...fake.powersOf(NAME)].filter((power) => !before.has(power))]).toEqual([where, []]);
        expect((await run(fake)).failures).toEqual([]);
        expect([where, fake.powersOf(NAME), fake.leftOf(NAME)]).toEqual([where, new Set(), []]);
      }
    }
  });

  test.each(['leave orgstrap-people-operators', 'deactivate key', 'deletePassword', 'delete key'])(
    'goes on where %s is refused, and leaves MFA in the way of what is left',
    async (refused) => {
      const fake = fullAccount();
      const before = fake.powersOf(NAME);
      fake.refused.add(refused);
      const { failures } = await run(fake);
      expect(failures.length).toBeGreaterThan(0);
      expect([...fake.powersOf(NAME)].filter((power) => !before.has(power))).toEqual([]);
      expect(fake.user(NAME).devices.size).toBe(2);
      expect(fake.user(NAME).groups.has('orgstrap-people-developers')).toBe(false);
      fake.refused.clear();
      await run(fake);
      expect([fake.powersOf(NAME), fake.leftOf(NAME)]).toEqual([new Set(), []]);
    },
  );
});
