import { type KeyReport, keyReport } from '../../../lib/commands/key/status';
import { FakeKeyWorld, WHO } from './fake-key-world';

function report(world: FakeKeyWorld): Promise<KeyReport> {
  return keyReport(WHO, world.rotation(), world.now);
}

/** A world with one key, which CI holds and uses. */
function inUse(): { readonly world: FakeKeyWorld; readonly id: string } {
  const world = new FakeKeyWorld();
  const id = world.byHand({ held: true });
  world.labels = { current: id };
  return { world, id };
}

describe('the status of keys', () => {
  test('has nothing to say of a key that is in use and ninety days old', async () => {
    const { world, id } = inUse();
    world.later(90);
    expect(await report(world)).toEqual({
      pipeline: 'delivery',
      access: 'apply',
      user: 'orgstrap-ci-apply-delivery',
      keys: [{ id, isActive: true, is: 'current', ageInDays: 90, lastUsed: '2026-05-30T00:00:00.000Z' }],
      findings: [],
    });
  });

  test('finds a key that is a day older', async () => {
    const { world, id } = inUse();
    world.later(91);
    expect((await report(world)).findings).toEqual([`${id} is 91 days old, at most 90 are good`]);
  });

  test('finds a key that nobody uses, though it is used no longer than it is old', async () => {
    const { world, id } = inUse();
    world.ci = undefined;
    world.later(91);
    expect((await report(world)).findings).toContain(
      `${id} has not been used for 91 days: remove it if CI no longer needs it`,
    );
  });

  test('finds a user without a key, and one without an active key', async () => {
    const world = new FakeKeyWorld();
    expect((await report(world)).findings).toEqual(['it has no key']);
    world.byHand({ inactive: true });
    expect((await report(world)).findings).toEqual(['it has no active key']);
  });

  test('finds two active keys, but not one beside the inactive key that it had before', async () => {
    const { world } = inUse();
    const other = world.byHand();
    world.labels = { ...world.labels, previous: other };
    expect((await report(world)).findings).toEqual([expect.stringContaining('it has two active keys')]);
    for (const key of world.keys) key.isActive = key.id !== other;
    expect(await report(world)).toMatchObject({ keys: [{ is: 'current' }, { is: 'previous' }], findings: [] });
  });

  test('finds a key that was made by hand, and one that waits for CI though it is labelled as current, too', async () => {
    const world = new FakeKeyWorld();
    const id = world.byHand();
    expect((await report(world)).findings).toEqual([`${id} was made by hand: run orgstrap key rotate`]);
    world.labels = { current: id, pending: id };
    expect((await report(world)).findings).toEqual([expect.stringContaining('CI is not known to hold it')]);
  });

  test('asks for no secret and changes nothing', async () => {
    const { world } = inUse();
    await report(world);
    expect([...world.calls].sort()).toEqual(['labels', 'lastUsed', 'list']);
  });
});
