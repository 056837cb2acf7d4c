import type { Snapshot } from '../../packages/iam-gateway/iam/snapshot';
import type { Answer, Case } from './case';
import { changed } from './documents';
import { concerns, type Mutant } from './mutants';

/** A case with what the documents answer as they are. */
interface Settled {
  readonly asked: Case;
  readonly answer: Answer;
}

/**
 * The mutants that no case notices: what they leave out has no effect, or nobody wrote down which.
 *
 * @throws Error where a case cannot be decided.
 */
export async function survivorsOf(
  snapshot: Snapshot,
  mutants: readonly Mutant[],
  cases: readonly Case[],
): Promise<readonly Mutant[]> {
  const about = cases.filter(({ action }) => mutants.some((mutant) => concerns(mutant, action)));
  const settled = await Promise.all(about.map(async (asked) => ({ asked, answer: await asked.answerIn(snapshot) })));
  const survivors: Mutant[] = [];
  for (const mutant of mutants) {
    if (!(await isNoticed(snapshot, mutant, settled))) survivors.push(mutant);
  }
  return survivors;
}

async function isNoticed(snapshot: Snapshot, mutant: Mutant, cases: readonly Settled[]): Promise<boolean> {
  const mutated = changed(snapshot, mutant.change);
  for (const { asked, answer } of cases.filter((settled) => mayNotice(mutant, settled))) {
    if (isAnother(await asked.answerIn(mutated), answer)) return true;
  }
  return false;
}

/**
 * Cases whose answer cannot change are not asked again. A statement that decides about fewer requests loses some of its own
 * decisions; one that decides about more allows what was denied, or denies what was allowed.
 */
function mayNotice(mutant: Mutant, { asked: { action, only }, answer }: Settled): boolean {
  const { of, statement, decides } = mutant;
  if (only !== undefined && !only.includes(of.layer)) return false;
  if (decides === 'fewer') return answer.sids.includes(statement.Sid ?? '') && concerns(mutant, action);
  return (answer.outcome === 'Allowed') === (statement.Effect === 'Deny') && concerns(mutant, action);
}

/** Where nothing allowed it in the first place, one more that denies it is no other answer. */
function isAnother({ outcome: now }: Answer, { outcome: before }: Answer): boolean {
  return before !== now && !(before === 'ImplicitlyDenied' && now === 'ExplicitlyDenied');
}
