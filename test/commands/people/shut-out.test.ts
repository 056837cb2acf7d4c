import { plannedAccessRevocation, type RevokedAccess, revokeAccess } from '../../../lib/commands/people/revoke-access';
import { type Break, FakePeopleWorld, ownDevice } from './fake-people-world';

const NAME = 'first-developer';
const USER = { name: NAME, ownDevice: ownDevice(NAME) };
const HARDWARE = 'GAHT12345678';

/** Everything that a person can have. */
function fullWorld(): FakePeopleWorld {
  const world = new FakePeopleWorld();
  world.deploy(NAME, {
    groups: ['orgstrap-people-developers', 'orgstrap-people-operators'],
    invited: true,
    devices: [ownDevice(NAME), HARDWARE],
    keys: 2,
  });
  const [, second] = world.user(NAME).keys;
  if (second) second.isActive = false;
  return world;
}

async function run(
  world: FakePeopleWorld,
  interrupted?: Break,
): Promise<RevokedAccess & { readonly steps: readonly string[] }> {
  const steps: string[] = [];
  const ops = await world.access(interrupted).ops();
  const result = await revokeAccess(USER, ops, (step) => steps.push(step.do));
  return { ...result, steps };
}

describe('shutting somebody out', () => {
  test('ends what they can do first, then the ways in, and MFA last', async () => {
    const world = fullWorld();
    const { steps, groups, failures } = await run(world);
    expect(steps).toEqual([
      ...Array(3).fill('leave group'),
      'deactivate key',
      'delete password',
      ...Array(2).fill('delete key'),
      ...Array(2).fill('deactivate device'),
      'delete device',
    ]);
    expect(world.calls.filter((call) => call.startsWith('leave')).at(-1)).toBe('leave orgstrap-everybody');
    expect([groups.length, failures, world.powersOf(NAME), world.leftOf(NAME)]).toEqual([3, [], new Set(), []]);
  });

  test('is planned without changing anything', async () => {
    const world = fullWorld();
    const planned = await plannedAccessRevocation(USER, await world.access().ops());
    expect(new Set(world.calls)).toEqual(new Set(['ops', 'groups', 'passwordSince', 'devices', 'list keys']));
    expect(planned.steps.map((step) => step.do)).toEqual((await run(world)).steps);
  });

  test('finds the key that they made while it went on', async () => {
    const world = fullWorld();
    world.meanwhile = { 'leave orgstrap-people-developers': () => world.makeKey(NAME) };
    await run(world);
    expect(world.leftOf(NAME)).toEqual([]);
  });

  test('interrupted at any call, before its effect or after it, leaves them less, and another run finishes', async () => {
    const first = fullWorld();
    await run(first);
    const calls = [...first.calls];
    for (const effect of ['had', 'lost'] as const) {
      for (const at of calls.keys()) {
        const where = `${calls[at]}, call ${at + 1}, effect ${effect}`;
        const world = fullWorld();
        const before = world.powersOf(NAME);
        const ended = await run(world, { at: at + 1, effect }).then(
          ({ failures }) => failures.length === 0,
          () => false,
        );
        expect([where, ended]).toEqual([where, false]);
        expect([where, [...world.powersOf(NAME)].filter((power) => !before.has(power))]).toEqual([where, []]);
        expect((await run(world)).failures).toEqual([]);
        expect([where, world.powersOf(NAME), world.leftOf(NAME)]).toEqual([where, new Set(), []]);
      }
    }
  });

  test.each(['leave orgstrap-people-operators', 'deactivate key', 'deletePassword', 'delete key'])(
    'goes on where %s is refused, and leaves MFA in the way of what is left',
    async (refused) => {
      const world = fullWorld();
      const before = world.powersOf(NAME);
      world.refused.add(refused);
      const { failures } = await run(world);
      expect(failures.length).toBeGreaterThan(0);
      expect([...world.powersOf(NAME)].filter((power) => !before.has(power))).toEqual([]);
      expect(world.user(NAME).devices.size).toBe(2);
      expect(world.user(NAME).groups.has('orgstrap-people-developers')).toBe(false);
      world.refused.clear();
      await run(world);
      expect([world.powersOf(NAME), world.leftOf(NAME)]).toEqual([new Set(), []]);
    },
  );
});
