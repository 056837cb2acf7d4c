import { throttledTo } from '../../lib/aws/throttle';

function counted() {
  const seen = { now: 0, most: 0 };
  const call = async () => {
    seen.most = Math.max(seen.most, ++seen.now);
    await new Promise((resolve) => setTimeout(resolve, 1));
    return seen.now--;
  };
  return { seen, call };
}

describe('a turnstile', () => {
  test('lets so many through at the same time, and everybody in the end', async () => {
    const { seen, call } = counted();
    const turn = throttledTo(3);
    await Promise.all(Array.from({ length: 20 }, () => turn(call)));
    expect(seen).toEqual({ now: 0, most: 3 });
  });

  test('gives everybody the answer to what was asked, however many wait', async () => {
    const turn = throttledTo(2);
    const answers = [1, 2, 3, 4, 5].map((number) => turn(async () => number));
    expect(await Promise.all(answers)).toEqual([1, 2, 3, 4, 5]);
  });

  test('gives the place of a call that fails to the next one', async () => {
    const turn = throttledTo(1);
    const failed = turn(() => Promise.reject(new Error('no')));
    const next = turn(() => Promise.resolve('yes'));
    await expect(failed).rejects.toThrow('no');
    expect(await next).toBe('yes');
  });
});
