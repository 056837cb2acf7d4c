import { throttledBy } from '../../lib/aws/throttle';

/** A clock that goes on only while somebody waits. */
function stillClock() {
  let time = 0;
  return {
    now: () => time,
    wait: (milliseconds: number) => {
      time += milliseconds;
      return Promise.resolve();
    },
  };
}

describe('calls one by one', () => {
  test('begin so far apart, also where all were asked for at once', async () => {
    const clock = stillClock();
    const turn = throttledBy(500, clock);
    const began = await Promise.all([1, 2, 3].map(() => turn(() => Promise.resolve(clock.now()))));
    expect(began).toEqual([0, 500, 1000]);
  });

  test('do not wait where enough time has passed', async () => {
    const clock = stillClock();
    const turn = throttledBy(500, clock);
    await turn(() => clock.wait(700));
    expect(await turn(() => Promise.resolve(clock.now()))).toBe(700);
  });

  test('never overlap, and a failure is only that of its own', async () => {
    const clock = stillClock();
    const turn = throttledBy(500, clock);
    const failed = turn(() => Promise.reject(new Error('no')));
    const next = turn(() => Promise.resolve('yes'));
    await expect(failed).rejects.toThrow('no');
    expect(await next).toBe('yes');
  });
});
