import { progressOn } from '../../lib/terminal/progress';

/** What is on stderr after work that tells something at certain times, in milliseconds, and is over at the last of them. */
async function shownOf(told: readonly (readonly [at: number, text: string])[], isTTY: boolean, env = {}) {
  jest.useFakeTimers();
  let text = '';
  const during = progressOn({ stderr: { isTTY, write: (more: string) => (text += more) }, env });
  const result = during('verify', async (tell) => {
    let now = 0;
    for (const [at, what] of told) {
      await new Promise((resolve) => setTimeout(resolve, at - now));
      now = at;
      tell(what);
    }
    return 'result';
  });
  await jest.runAllTimersAsync();
  jest.useRealTimers();
  return { text, result: await result };
}

test('work that is over soon tells nothing', async () => {
  expect(await shownOf([[300, '1 of 2']], true)).toEqual({ text: '', result: 'result' });
});

test('a log has its first line within a second, and few more', async () => {
  const told = Array.from({ length: 240 }, (_, index) => [100 * (index + 1), `${index + 1} of 240`] as const);
  const { text } = await shownOf(told, false);
  expect(text).toMatch(/^verify: [34] of 240\nverify: 10[34] of 240\nverify: 20[34] of 240\n$/);
});

test('nothing is told twice', async () => {
  const { text } = await shownOf([[60_000, 'end']], false);
  expect(text).toBe('verify\n');
});

test('a terminal has one line, which is gone afterwards', async () => {
  const { text } = await shownOf(
    [
      [100, '1 of 2'],
      [700, '2 of 2'],
      [1_000, 'all'],
    ],
    true,
  );
  expect(text.split('\r\u001b[K')).toEqual(['', 'verify: 1 of 2', 'verify: 2 of 2', '']);
});

test.each([{ CI: 'true' }, { TERM: 'dumb' }])('a terminal with %p is a log', async (env) => {
  expect((await shownOf([[1_000, 'end']], true, env)).text).toBe('verify\n');
});

test('what lets nothing be told meanwhile is told before', async () => {
  let text = '';
  const during = progressOn({ stderr: { write: (more: string) => (text += more) }, env: {} });
  await during('plan', (tell) => {
    tell('making every template', 'blocks');
    return Promise.resolve();
  });
  expect(text).toBe('plan: making every template\n');
});

test('a failure of the work is the failure', async () => {
  const during = progressOn({ stderr: { write: () => undefined }, env: {} });
  await expect(during('plan', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
});
