import fc from 'fast-check';
import { rotate } from '../../../lib/commands/key/rotate';
import type { RotationOptions, RotationStep } from '../../../lib/commands/key/rotation-steps';
import { type Break, FakeKeyWorld, Interruption, secretOf, WHO } from './fake-key-world';

function options(world: FakeKeyWorld, changes: Partial<RotationOptions> = {}): RotationOptions {
  return { handOver: 'command', graceHours: 24, now: world.now, ...changes };
}

async function run(
  world: FakeKeyWorld,
  changes: Partial<RotationOptions> = {},
): Promise<readonly RotationStep['do'][]> {
  const steps = await rotate(WHO, world.rotation(), options(world, changes));
  return steps.map((step) => step.do);
}

/** A world after some rotations, a month apart. */
async function rotated(times: number): Promise<FakeKeyWorld> {
  const world = new FakeKeyWorld();
  for (let time = 0; time < times; time++) {
    await run(world);
    world.later(30);
  }
  return world;
}

describe('a rotation', () => {
  test('gives a user its first key', async () => {
    const world = new FakeKeyWorld();
    expect(await run(world)).toEqual(['create', 'prove', 'hand over', 'promote']);
    expect(world.ciWorks).toBe(true);
    expect(world.labels).toEqual({ current: world.ci?.id });
  });

  test('puts a new key in place of the one that CI has, which it deactivates last', async () => {
    const world = await rotated(1);
    const before = world.ci?.id;
    expect(await run(world)).toEqual(['create', 'prove', 'hand over', 'promote', 'deactivate']);
    expect(world.ci?.id).not.toBe(before);
    expect(world.active).toEqual([world.ci?.id]);
    expect(world.keys.map(({ id }) => id)).toContain(before);
    expect(world.calls.at(-1)).toBe('deactivate');
  });

  test('deletes the inactive key of the rotation before it, once nobody can still need it', async () => {
    const world = await rotated(2);
    expect((await run(world))[0]).toBe('delete');
    expect(world.keys).toHaveLength(2);
  });

  test('changes nothing as long as the inactive key is kept', async () => {
    const world = await rotated(1);
    await run(world);
    world.later(0.9);
    expect(await run(world)).toEqual([]);
    expect(await run(world, { graceHours: 0 })).toContain('create');
  });

  test('adopts the one key that was made by hand, and keeps no secret of it', async () => {
    const world = new FakeKeyWorld();
    const hand = world.byHand({ held: true });
    expect(await run(world)).toEqual(['adopt', 'create', 'prove', 'hand over', 'promote', 'deactivate']);
    expect(world.versions.get(hand)).toBeUndefined();
    expect(world.active).toEqual([world.ci?.id]);
  });

  test('takes an inactive key away where two are there before the first rotation', async () => {
    const world = new FakeKeyWorld();
    world.byHand({ inactive: true });
    world.byHand({ held: true });
    expect((await run(world)).slice(0, 3)).toEqual(['adopt', 'delete', 'create']);
    expect(world.ciWorks).toBe(true);
  });

  test('gives CI a key where none is left that works', async () => {
    const world = await rotated(1);
    for (const key of world.keys) key.isActive = false;
    await run(world);
    expect(world.ciWorks).toBe(true);
  });

  test('adopts a key that was made by hand in place of the one that it knew', async () => {
    const world = await rotated(1);
    world.keys.splice(0);
    world.byHand({ held: true });
    expect((await run(world))[0]).toBe('adopt');
    expect(world.active).toEqual([world.ci?.id]);
  });

  test('fails, and changes nothing, where two keys are active and nothing says which one CI holds', async () => {
    const world = new FakeKeyWorld();
    world.byHand({ held: true });
    world.byHand();
    await expect(run(world)).rejects.toMatchObject({ code: 'AmbiguousKeys' });
    expect(world.active).toHaveLength(2);
  });

  test('fails, and changes nothing, where a key that it does not know is in use beside the current one', async () => {
    const world = await rotated(1);
    world.byHand({ used: true });
    await expect(run(world)).rejects.toMatchObject({ code: 'UnknownKey' });
    expect(world.active).toHaveLength(2);
  });

  test('fails where the new key does not work, and leaves CI the one that does', async () => {
    const world = await rotated(1);
    const before = world.ci;
    await expect(rotate(WHO, world.rotation(undefined, false), options(world))).rejects.toMatchObject({
      code: 'KeyDoesNotWork',
    });
    expect(world.ci).toEqual(before);
    expect(world.ciWorks).toBe(true);
    expect(await run(world)).toEqual(['resume', 'prove', 'hand over', 'promote', 'deactivate']);
  });

  test('says where to run where the user works from its networks alone', async () => {
    const world = new FakeKeyWorld();
    const who = { ...WHO, networks: ['203.0.113.0/24'] };
    await expect(rotate(who, world.rotation(undefined, false), options(world))).rejects.toThrow(
      'works from 203.0.113.0/24 alone, so run this there',
    );
  });

  test('fails where the secret half of the key that waits is not kept', async () => {
    const world = new FakeKeyWorld();
    world.labels = { pending: world.byHand() };
    await expect(run(world)).rejects.toMatchObject({ code: 'KeyWithoutSecret' });
  });
});

describe('a rotation by hand', () => {
  test('waits with a key that works, and leaves CI the one before it', async () => {
    const world = await rotated(1);
    expect(await run(world, { handOver: 'person' })).toEqual(['create', 'prove', 'wait']);
    expect(await run(world, { handOver: 'person' })).toEqual(['resume', 'prove', 'wait']);
    expect(world.active).toHaveLength(2);
    expect(world.ciWorks).toBe(true);
  });

  test('goes on where a person has handed the key over', async () => {
    const world = await rotated(1);
    await run(world, { handOver: 'person' });
    const waiting = String(world.labels.pending);
    world.ci = { id: waiting, secret: secretOf(waiting) };
    expect(await run(world, { handOver: 'done' })).toEqual(['resume', 'prove', 'promote', 'deactivate']);
    expect(world.active).toEqual([waiting]);
    expect(world.ciWorks).toBe(true);
  });

  test('takes nobody by the word who cannot have handed over what is not made yet', async () => {
    const world = await rotated(1);
    expect(await run(world, { handOver: 'done' })).toEqual(['create', 'prove', 'wait']);
    expect(world.ciWorks).toBe(true);
  });
});

/** What a user may have before a run. */
const BEGINNINGS: Readonly<Record<string, () => Promise<FakeKeyWorld>>> = {
  'no key': () => Promise.resolve(new FakeKeyWorld()),
  'a key made by hand': () => {
    const world = new FakeKeyWorld();
    world.byHand({ held: true });
    world.later(30);
    return Promise.resolve(world);
  },
  'one key': () => rotated(1),
  'two keys': () => rotated(2),
};

async function interruptedRun(world: FakeKeyWorld, at: Break): Promise<'ended' | 'interrupted'> {
  try {
    await rotate(WHO, world.rotation(at), options(world));
    return 'ended';
  } catch (error) {
    if (error instanceof Interruption) return 'interrupted';
    throw error;
  }
}

describe.each(Object.entries(BEGINNINGS))('interrupted with %s', (_, begin) => {
  test('at any call, before its effect or after it, CI has a key that works and a rerun finishes', async () => {
    const first = await begin();
    const worked = first.ciWorks;
    await run(first);
    const calls = [...first.calls];
    expect(calls.length).toBeGreaterThan(5);
    for (const effect of ['had', 'lost'] as const) {
      for (const at of calls.keys()) {
        const world = await begin();
        const where = `${calls[at]}, call ${at + 1}, effect ${effect}`;
        expect([where, await interruptedRun(world, { at: at + 1, effect })]).toEqual([where, 'interrupted']);
        expect([where, world.ciWorks || !worked]).toEqual([where, true]);
        await run(world);
        expect([where, world.ciWorks, world.active]).toEqual([where, true, [world.ci?.id]]);
        expect([where, world.labels.current, world.labels.pending]).toEqual([where, world.ci?.id, undefined]);
      }
    }
  });
});

test('interrupted again and again, in whatever order, CI never loses a key that works', async () => {
  const breaks = fc.record({ at: fc.integer({ min: 1, max: 20 }), effect: fc.constantFrom('had', 'lost') });
  const runs = fc.array(fc.record({ at: breaks, days: fc.integer({ min: 0, max: 40 }) }), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...Object.keys(BEGINNINGS)), runs, async (beginning, sequence) => {
      const world = await (BEGINNINGS[beginning] ?? (() => rotated(0)))();
      let works = world.ciWorks;
      for (const { at, days } of sequence) {
        await interruptedRun(world, at);
        expect(world.ciWorks || !works).toBe(true);
        works = world.ciWorks;
        world.later(days);
      }
      world.later(2);
      await run(world);
      expect(world.ciWorks).toBe(true);
      expect(world.active).toEqual([world.ci?.id]);
    }),
    { numRuns: 500 },
  );
});
