import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { onceWhileInUse } from '../../lib/policies/role-description';

function counted() {
  let count = 0;
  const value = onceWhileInUse(() => ({ count: ++count }));
  return { value, calls: () => count };
}

describe('what is worked out once while it is in use', () => {
  test('is the same object within one turn of the event loop', () => {
    const { value, calls } = counted();
    expect(value()).toBe(value());
    expect(calls()).toBe(1);
  });

  test('stays the same as long as somebody holds it', async () => {
    const { value, calls } = counted();
    const held = value();
    await collectGarbage();
    expect(value()).toBe(held);
    expect(calls()).toBe(1);
  });

  test('is worked out again, and says the same, once nobody holds it and its memory was needed', async () => {
    const made = onceWhileInUse(() => ['a document']);
    const first = new WeakRef(made());
    await collectGarbage();
    expect(first.deref()).toBeUndefined();
    expect(made()).toEqual(['a document']);
  });
});

async function collectGarbage(): Promise<void> {
  setFlagsFromString('--expose-gc');
  const gc: unknown = runInNewContext('gc');
  // What was made in a turn is held until its end.
  await new Promise(setImmediate);
  if (typeof gc === 'function') gc();
}
