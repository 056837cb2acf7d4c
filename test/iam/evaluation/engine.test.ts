import fc from 'fast-check';
import { decide } from '../../../packages/iam-gateway/engine/decide';
import type { Layer } from '../../../packages/iam-gateway/iam/request';
import { ourDecision } from './engine';
import { asked } from './questions';

const OUTCOMES = {
  allowed: 'Allowed',
  'explicitly denied': 'ExplicitlyDenied',
  'implicitly denied': 'ImplicitlyDenied',
  unknown: 'unknown',
} as const;

test('the evaluator never differs from the engine of the rehearsal, in its answer and in what denies', async () => {
  const outcomes = new Map<string, number>();
  const denied = new Set<string>();
  await fc.assert(
    fc.asyncProperty(asked, async (question) => {
      const theirs = await decide(question.snapshot, question.request);
      const ours = ourDecision(question);
      expect(OUTCOMES[ours.outcome]).toBe(theirs.outcome);
      outcomes.set(theirs.outcome, (outcomes.get(theirs.outcome) ?? 0) + 1);
      if (theirs.outcome !== 'ExplicitlyDenied') return;
      const named = ours.denying.map(({ layer, policy, statement }) => `${layer} ${policy.name} ${statement?.sid}`);
      expect(named.sort()).toEqual(
        theirs.statements.map(({ layer, policy, sid }) => `${ourNameOf(layer)} ${policy} ${sid}`).sort(),
      );
      for (const { layer } of ours.denying) denied.add(layer);
    }),
    { numRuns: 3000, seed: 14 },
  );
  // Or the test would say nothing.
  expect([...denied].sort()).toEqual(['boundary', 'identity', 'rcp', 'resource', 'scp']);
  for (const outcome of ['Allowed', 'ExplicitlyDenied', 'ImplicitlyDenied']) {
    expect(outcomes.get(outcome)).toBeGreaterThan(300);
  }
}, 120_000);

function ourNameOf(layer: Layer): string {
  return layer === 'permissions' ? 'identity' : layer;
}
