import { type Entry, Journal, medianAdded } from '../../../iam-gateway/gateway/journal';
import { refused } from '../../context/refused';
import type { Rehearsal } from '../../context/rehearsal';
import { Ledger } from '../../report/ledger';
import { everythingWasDecided } from '../../steps/self-checks';
import { SILENT } from '../support/silent';

const DENIAL: Entry = {
  outcome: 'denied',
  asked: 'iam:GetUser',
  caller: 'somebody',
  reason: 'because',
  milliseconds: 1,
};
const PASSED: Entry = { outcome: 'passed on', asked: 'iam:GetUser', emulators: 'iam GetUser', milliseconds: 1 };

/** As much of a rehearsal as these rows look at. */
function rehearsal(entries: readonly Entry[] = [], served: readonly { service: string; action: string }[] = []) {
  const journal = new Journal();
  for (const entry of entries) journal.add(entry);
  const ledger = new Ledger(SILENT, new AbortController().signal);
  const control = { requestsSince: () => Promise.resolve(served) };
  const alarmMonitor = { during: (_: unknown, attempt: () => unknown) => attempt() };
  return {
    journal,
    ledger,
    rehearsal: { ledger, gateway: { journal }, control, alarmMonitor } as unknown as Rehearsal,
  };
}

const SERVED = { service: 'iam', action: 'GetUser' };

describe('that something is refused', () => {
  const attempt = (entries: readonly Entry[], error?: Error) => (journal: Journal) => () => {
    for (const entry of entries) journal.add(entry);
    return error === undefined ? Promise.resolve() : Promise.reject(error);
  };

  test.each([
    [
      'is proved by a denial of IAM',
      attempt([DENIAL], new Error('AccessDenied')),
      undefined,
      'proved',
      'AccessDenied: because',
    ],
    ['is not proved by what goes through', attempt([]), undefined, 'failed', 'it went through'],
    ['is not proved by a denial that goes unheard', attempt([DENIAL]), undefined, 'failed', 'it went through'],
    [
      'is not proved by another error',
      attempt([PASSED], new Error('NoSuchEntity')),
      undefined,
      'failed',
      'IAM did not refuse it: Error: NoSuchEntity',
    ],
    [
      'is not proved by what nobody could decide',
      attempt([{ ...DENIAL, outcome: 'undecided' }], new Error('AccessDenied')),
      undefined,
      'failed',
      'IAM did not refuse it',
    ],
    [
      'is not proved by a denial for another reason',
      attempt([DENIAL], new Error('AccessDenied')),
      'trust',
      'failed',
      'another reason than "trust"',
    ],
  ] as const)('%s', async (_, tried, because, verdict, evidence) => {
    const { rehearsal: on, ledger, journal } = rehearsal();
    await refused(on, { claim: 'it is refused', ...(because === undefined ? {} : { because }) }, tried(journal));
    expect(ledger.proofs).toEqual([expect.objectContaining({ verdict, evidence: expect.stringContaining(evidence) })]);
  });
});

describe('that everything was decided', () => {
  const verdicts = async (on: ReturnType<typeof rehearsal>) => {
    await everythingWasDecided(on.rehearsal);
    return on.ledger.proofs.map(({ verdict }) => verdict);
  };

  test('is proved where the emulator served what was let through', async () => {
    expect(await verdicts(rehearsal([PASSED, PASSED], [SERVED, SERVED]))).toEqual([
      'proved',
      'proved',
      'inert',
      'proved',
    ]);
  });

  test('is proved with a denial that was asked for', async () => {
    const on = rehearsal();
    await on.journal.denialsOf(() => Promise.resolve(on.journal.add(DENIAL)));
    expect(await verdicts(on)).toEqual(['proved', 'proved', 'inert', 'proved']);
  });

  test.each(['denied', 'undecided', 'malformed', 'not believed'] as const)(
    'is not proved with one that was %s',
    async (outcome) => {
      expect((await verdicts(rehearsal([{ ...DENIAL, outcome }])))[0]).toBe('failed');
    },
  );

  test('is not proved with something undecided in place of a denial that was asked for', async () => {
    const on = rehearsal();
    await on.journal.denialsOf(() => Promise.resolve(on.journal.add({ ...DENIAL, outcome: 'undecided' })));
    expect((await verdicts(on))[0]).toBe('failed');
  });

  test.each([
    ['more', [SERVED, SERVED]],
    ['less', []],
    ['something else', [{ service: 'iam', action: 'DeleteUser' }]],
  ])('is not proved where the emulator served %s', async (_, served) => {
    expect((await verdicts(rehearsal([PASSED], served)))[1]).toBe('failed');
  });

  test('is not proved where the gateway is slow', async () => {
    expect((await verdicts(rehearsal([{ ...PASSED, milliseconds: 15 }], [SERVED])))[3]).toBe('failed');
  });
});

test('the median is of what was passed on', () => {
  const entries = [1, 2, 30].map((milliseconds) => ({ ...PASSED, milliseconds }));
  expect(medianAdded([...entries, { ...DENIAL, milliseconds: 500 }])).toBe(2);
});
