import { Ledger, NotProved, proveLater } from '../../report/ledger';
import { SILENT } from '../support/silent';

function ledger(): Ledger {
  return new Ledger(SILENT, new AbortController().signal);
}

test('what goes on meanwhile is proved when somebody waits for it, in the order in which it was begun', async () => {
  const proofs = ledger();
  const late = new Promise<string>((resolve) => setTimeout(() => resolve('late'), 5));
  const wait = proveLater(proofs, [
    { claim: 'one', outcome: late },
    { claim: 'two', outcome: Promise.resolve('early') },
  ]);
  await late;
  expect(proofs.proofs).toEqual([]);
  await wait();
  expect(proofs.proofs.map(({ claim, verdict, evidence }) => [claim, verdict, evidence])).toEqual([
    ['one', 'proved', 'late'],
    ['two', 'proved', 'early'],
  ]);
});

test('a failure waits until then, and fails its own claim alone', async () => {
  const proofs = ledger();
  const wait = proveLater(proofs, [
    { claim: 'one', outcome: Promise.reject(new NotProved('it is not so')) },
    { claim: 'two', outcome: Promise.resolve('it is') },
  ]);
  // Nobody waits yet: an unhandled rejection would end the process here.
  await new Promise((resolve) => setImmediate(resolve));
  await wait();
  expect(proofs.proofs.map(({ verdict, evidence }) => [verdict, evidence])).toEqual([
    ['failed', 'it is not so'],
    ['proved', 'it is'],
  ]);
});
