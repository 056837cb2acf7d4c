import { chapterOfDrill, type Played, titleOfDrill } from '../../drills/drill-chapter';
import type { Proof } from '../../report/ledger';

const DRILL: Played = {
  name: 'home-region',
  title: 'homeRegion is changed',
  verdict: 'proved',
  before: 'all',
  after: 'all',
  lost: 'nothing',
  seconds: 9,
  proofs: [{ chapter: 'home-region', claim: 'plan refuses it', verdict: 'proved', evidence: 'status 2', seconds: 1 }],
};

function failuresOf(changes: Partial<Played>): readonly Pick<Proof, 'claim' | 'evidence'>[] {
  const { proofs } = chapterOfDrill({ ...DRILL, verdict: 'failed', ...changes }, 'rehearse');
  return proofs.filter(({ verdict }) => verdict === 'failed').map(({ claim, evidence }) => ({ claim, evidence }));
}

test('a drill is a chapter with its steps, and says how it is played alone', () => {
  expect(chapterOfDrill(DRILL, 'rehearse')).toEqual({
    title: titleOfDrill(DRILL),
    proofs: DRILL.proofs,
    closer: 'rehearse --drills home-region --verbose',
  });
});

test('a step that failed is what failed, and nothing else', () => {
  const proofs = DRILL.proofs.map((proof): Proof => ({ ...proof, verdict: 'failed', evidence: 'it did not' }));
  expect(failuresOf({ proofs, lost: '' })).toEqual([{ claim: 'plan refuses it', evidence: 'it did not' }]);
});

test('what was lost without a step that failed is what failed', () => {
  expect(failuresOf({ lost: 'dev-a: a role' })).toEqual([
    { claim: 'nothing is lost', evidence: 'lost: dev-a: a role' },
  ]);
});

test('an error between the steps is what failed', () => {
  expect(failuresOf({ lost: '', after: 'TypeError: x' })).toEqual([
    { claim: 'the drill goes on to its end', evidence: 'TypeError: x' },
  ]);
});
