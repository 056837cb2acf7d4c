import { LiveLine } from '../../report/live-line';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

test('the line says what is done now, for how long, and stays within its width', () => {
  const lines: string[] = [];
  const live = new LiveLine(
    (line) => lines.push(line),
    40,
    () => Date.now(),
  );
  jest.advanceTimersByTime(2_000);
  live.begin('cdk deploy puts everything in place, which takes a while');
  jest.advanceTimersByTime(3_000);
  expect(lines.at(-1)).toBe('5 s  0 done  cdk deploy puts every…  3 s');
  live.end();
  live.begin('short');
  expect(lines.at(-1)).toBe('5 s  1 done  short  0 s');
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(40);
});

test('the line is gone at the end, and does not come back', () => {
  const lines: string[] = [];
  const live = new LiveLine(
    (line) => lines.push(line),
    79,
    () => Date.now(),
  );
  live.finish();
  const { length } = lines;
  expect(lines.at(-1)).toBe('');
  jest.advanceTimersByTime(10_000);
  expect(lines).toHaveLength(length);
});
