import type { Proof } from '../../report/ledger';
import { table } from '../../report/table';

function shown(changes: Partial<Proof>): string {
  return table(
    [{ chapter: 'a chapter', claim: 'a claim', verdict: 'failed', evidence: 'why', seconds: 1, ...changes }],
    false,
  );
}

test('a line of the length of a large organization takes no minutes to draw, and is cut', () => {
  const start = performance.now();
  const drawn = shown({ evidence: 'one-of-very-many-stacks would change; '.repeat(4_000) });
  // Wrapping all of its words takes more than ten seconds.
  expect(performance.now() - start).toBeLessThan(2_000);
  expect(drawn).toMatch(/one-of-very-many-stacks/);
  expect(drawn).toContain('…');
  expect(drawn.length).toBeLessThan(3_000);
});

test('a claim is cut in the same way', () => {
  const drawn = shown({ claim: 'somebody switches into one-account as admin, '.repeat(100) });
  expect(drawn).toContain('…');
  expect(drawn.match(/switches/g)?.length).toBeLessThan(12);
});

test('what is short is shown as it is: the first line, and the last four', () => {
  const drawn = shown({ evidence: ['first', 'second', 'third', 'fourth', 'fifth', 'last'].join('\n') });
  expect(drawn).toMatch(/first.*third.*last/s);
  expect(drawn).not.toContain('second');
  expect(drawn).not.toContain('…');
});
