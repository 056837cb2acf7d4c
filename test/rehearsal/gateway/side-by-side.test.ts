import { AtMost } from '../../../rehearsal/machine/at-most';

test('no more than so many tasks run side by side, and all of them run', async () => {
  const turns = new AtMost(2);
  const seen = { running: 0, most: 0 };
  const task = async (number: number) => {
    seen.most = Math.max(seen.most, ++seen.running);
    await new Promise((resolve) => setTimeout(resolve, 1));
    seen.running--;
    return number;
  };
  expect(await Promise.all([1, 2, 3, 4, 5].map((number) => turns.run(() => task(number))))).toEqual([1, 2, 3, 4, 5]);
  expect(seen).toEqual({ running: 0, most: 2 });
});

test('a task that fails gives its turn to the next', async () => {
  const turns = new AtMost(1);
  const failed = turns.run(() => Promise.reject(new Error('failed')));
  const next = turns.run(() => Promise.resolve('next'));
  await expect(failed).rejects.toThrow('failed');
  expect(await next).toBe('next');
});
