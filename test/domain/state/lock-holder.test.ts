import { possibleHolders, timeOfEntry } from '../../../lib/domain/state/lock-holder';

const LOCK = { id: 'x', operation: 'OperationTypeApply', who: 'a@b', created: '2026-12-01T02:00:00.000Z', path: '' };

function at(time: string, run: string) {
  return { run, start: `2026-12-01T${time}Z` };
}

test('who entered the account while the lock was taken may hold it, each once and in order', () => {
  const beginnings = [
    at('02:14:59', 'late'),
    at('02:00:05', 'github-1-1'),
    at('02:00:07', 'github-1-1'),
    at('01:59:10', 'ahead'),
  ];
  expect(possibleHolders(LOCK, beginnings)).toEqual(['ahead', 'github-1-1', 'late']);
});

test('who entered long before, or after the longest wait for a lock, does not hold it', () => {
  expect(possibleHolders(LOCK, [at('01:58:59', 'before'), at('02:15:01', 'after')])).toEqual([]);
});

test('a lock that does not say since when it is there can be anybody’s', () => {
  const lock = { ...LOCK, created: '' };
  expect(timeOfEntry(lock)).toBeUndefined();
  expect(possibleHolders(lock, [at('02:00:00', 'somebody')])).toEqual([]);
});
