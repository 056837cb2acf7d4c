import fc from 'fast-check';
import { rotate } from '../../../lib/commands/key/rotate';
import type { RotationOptions, RotationStep } from '../../../lib/commands/key/rotation-steps';
import { type Break, FakeKeyAccount, Interruption, secretOf, WHO } from './fake-key-account';

function options(fake: FakeKeyAccount, changes: Partial<RotationOptions> = {}): RotationOptions {
  return { handOver: 'command', graceHours: 24, now: fake.now, ...changes };
}

async function run(
  fake: FakeKeyAccount,
  changes: Partial<RotationOptions> = {},
): Promise<readonly RotationStep['do'][]> {
  const steps = await rotate(WHO, fake.rotation(), options(fake, changes));
  return steps.map((step) => step.do);
}

/** A fake account after some rotations, a month apart. */
async function rotated(times: number): Promise<FakeKeyAccount> {
  const fake = new FakeKeyAccount();
  for (let time = 0; time < times; time++) {
    await run(fake);
    fake.later(30);
  }
  return fake;
}

describe('a rotation', () => {
  test('gives a user its first key', async () => {
    const fake = new FakeKeyAccount();
    expect(await run(fake)).toEqual(['create', 'prove', 'hand over', 'promote']);
    expect(fake.ciWorks).toBe(true);
    expect(fake.labels).toEqual({ current: fake.ci?.id });
  });

  test('puts a new key in place of the one that CI has, which it deactivates last', async () => {
    const fake = await rotated(1);
    const before = fake.ci?.id;
    expect(await run(fake)).toEqual(['create', 'prove', 'hand over', 'promote', 'deactivate']);
    expect(fake.ci?.id).not.toBe(before);
    expect(fake.active).toEqual([fake.ci?.id]);
    expect(fake.keys.map(({ id }) => id)).toContain(before);
    expect(fake.calls.at(-1)).toBe('deactivate');
  });

  test('deletes the inactive key of the rotation before it, once nobody can still need it', async () => {
    const fake = await rotated(2);
    expect((await run(fake))[0]).toBe('delete');
    expect(fake.keys).toHaveLength(2);
  });

  test('changes nothing as long as the inactive key is kept', async () => {
    const fake = await rotated(1);
    await run(fake);
    fake.later(0.9);
    expect(await run(fake)).toEqual([]);
    expect(await run(fake, { graceHours: 0 })).toContain('create');
  });

  test('adopts the one key that was made by hand, and keeps no secret of it', async () => {
    const fake = new FakeKeyAccount();
    const hand = fake.byHand({ held: true });
    expect(await run(fake)).toEqual(['adopt', 'create', 'prove', 'hand over', 'promote', 'deactivate']);
    expect(fake.versions.get(hand)).toBeUndefined();
    expect(fake.active).toEqual([fake.ci?.id]);
  });

  test('takes an inactive key away where two are there before the first rotation', async () => {
    const fake = new FakeKeyAccount();
    fake.byHand({ inactive: true });
    fake.byHand({ held: true });
    expect((await run(fake)).slice(0, 3)).toEqual(['adopt', 'delete', 'create']);
    expect(fake.ciWorks).toBe(true);
  });

  test('gives CI a key where none is left that works', async () => {
    const fake = await rotated(1);
    for (const key of fake.keys) key.isActive = false;
    await run(fake);
    expect(fake.ciWorks).toBe(true);
  });

  test('adopts a key that was made by hand in place of the one that it knew', async () => {
    const fake = await rotated(1);
    fake.keys.splice(0);
    fake.byHand({ held: true });
    expect((await run(fake))[0]).toBe('adopt');
    expect(fake.active).toEqual([fake.ci?.id]);
  });

  test('fails, and changes nothing, where two keys are active and nothing says which one CI holds', async () => {
    const fake = new FakeKeyAccount();
    fake.byHand({ held: true });
    fake.byHand();
    await expect(run(fake)).rejects.toMatchObject({ code: 'AmbiguousKeys' });
    expect(fake.active).toHaveLength(2);
  });

  test('fails, and changes nothing, where a key that it does not know is in use beside the current one', async () => {
    const fake = await rotated(1);
    fake.byHand({ used: true });
    await expect(run(fake)).rejects.toMatchObject({ code: 'UnknownKey' });
    expect(fake.active).toHaveLength(2);
  });

  test('fails where the new key does not work, and leaves CI the one that does', async () => {
    const fake = await rotated(1);
    const before = fake.ci;
    await expect(rotate(WHO, fake.rotation(undefined, false), options(fake))).rejects.toMatchObject({
      code: 'KeyDoesNotWork',
    });
    expect(fake.ci).toEqual(before);
    expect(fake.ciWorks).toBe(true);
    expect(await run(fake)).toEqual(['resume', 'prove', 'hand over', 'promote', 'deactivate']);
  });

  test('says where to run where the user works from its networks alone', async () => {
    const fake = new FakeKeyAccount();
    const who = { ...WHO, networks: ['203.0.113.0/24'] };
    await expect(rotate(who, fake.rotation(undefined, false), options(fake))).rejects.toThrow(
      'works from 203.0.113.0/24 alone, so run this there',
    );
  });

  test('fails where the secret half of the key that waits is not kept', async () => {
    const fake = new FakeKeyAccount();
    fake.labels = { pending: fake.byHand() };
    await expect(run(fake)).rejects.toMatchObject({ code: 'KeyWithoutSecret' });
  });
});

describe('a rotation by hand', () => {
  test('waits with a key that works, and leaves CI the one before it', async () => {
    const fake = await rotated(1);
    expect(await run(fake, { handOver: 'person' })).toEqual(['create', 'prove', 'wait']);
    expect(await run(fake, { handOver: 'person' })).toEqual(['resume', 'prove', 'wait']);
    expect(fake.active).toHaveLength(2);
    expect(fake.ciWorks).toBe(true);
  });

  test('goes on where a person has handed the key over', async () => {
    const fake = await rotated(1);
    await run(fake, { handOver: 'person' });
    const waiting = String(fake.labels.pending);
    fake.ci = { id: waiting, secret: secretOf(waiting) };
    expect(await run(fake, { handOver: 'done' })).toEqual(['resume', 'prove', 'promote', 'deactivate']);
    expect(fake.active).toEqual([waiting]);
    expect(fake.ciWorks).toBe(true);
  });

  test('takes nobody by the word who cannot have handed over what is not made yet', async () => {
    const fake = await rotated(1);
    expect(await run(fake, { handOver: 'done' })).toEqual(['create', 'prove', 'wait']);
    expect(fake.ciWorks).toBe(true);
  });
});

/** What a user may have before a run. */
const BEGINNINGS: Readonly<Record<string, () => Promise<FakeKeyAccount>>> = {
  'no key': () => Promise.resolve(new FakeKeyAccount()),
  'a key made by hand': () => {
    const fake = new FakeKeyAccount();
    fake.byHand({ held: true });
    fake.later(30);
    return Promise.resolve(fake);
  },
  'one key': () => rotated(1),
  'two keys': () => rotated(2),
};

async function interruptedRun(fake: FakeKeyAccount, at: Break): Promise<'ended' | 'interrupted'> {
  try {
    await rotate(WHO, fake.rotation(at), options(fake));
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
        const fake = await begin();
        const where = `${calls[at]}, call ${at + 1}, effect ${effect}`;
        expect([where, await interruptedRun(fake, { at: at + 1, effect })]).toEqual([where, 'interrupted']);
        expect([where, fake.ciWorks || !worked]).toEqual([where, true]);
        await run(fake);
        expect([where, fake.ciWorks, fake.active]).toEqual([where, true, [fake.ci?.id]]);
        expect([where, fake.labels.current, fake.labels.pending]).toEqual([where, fake.ci?.id, undefined]);
      }
    }
  });
});

test('interrupted again and again, in whatever order, CI never loses a key that works', async () => {
  const breaks = fc.record({ at: fc.integer({ min: 1, max: 20 }), effect: fc.constantFrom('had', 'lost') });
  const runs = fc.array(fc.record({ at: breaks, days: fc.integer({ min: 0, max: 40 }) }), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...Object.keys(BEGINNINGS)), runs, async (beginning, sequence) => {
      const fake = await (BEGINNINGS[beginning] ?? (() => rotated(0)))();
      let works = fake.ciWorks;
      for (const { at, days } of sequence) {
        await interruptedRun(fake, at);
        expect(fake.ciWorks || !works).toBe(true);
        works = fake.ciWorks;
        fake.later(days);
      }
      fake.later(2);
      await run(fake);
      expect(fake.ciWorks).toBe(true);
      expect(fake.active).toEqual([fake.ci?.id]);
    }),
    { numRuns: 500 },
  );
});
