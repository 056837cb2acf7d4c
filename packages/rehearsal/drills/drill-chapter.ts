import type { Proof } from '../report/ledger';
import type { Chapter } from '../report/outcome';
import type { TimedOutcome } from './drill-table';

/** What came of a drill, and of each of its steps. */
export interface Played extends TimedOutcome {
  readonly proofs: readonly Proof[];
}

/** What a drill is called where a chapter of the rehearsal has its title. */
export function titleOfDrill({ name, title }: Pick<Played, 'name' | 'title'>): string {
  return `${name}: ${title}`;
}

/**
 * What was tried in a drill; and where it failed beside that, in what way.
 *
 * @param program - how the rehearsal is started
 */
export function chapterOfDrill(played: Played, program: string): Chapter {
  const { name, verdict, proofs, after, lost, seconds } = played;
  const chapter = titleOfDrill(played);
  const isSaid = verdict === 'proved' || proofs.some((proof) => proof.verdict === 'failed');
  const unsaid: Proof = {
    chapter,
    claim: lost === '' ? 'the drill goes on to its end' : 'nothing is lost',
    verdict: 'failed',
    evidence: lost === '' ? after : `lost: ${lost}`,
    seconds,
  };
  return {
    title: chapter,
    proofs: isSaid ? proofs : [...proofs, unsaid],
    closer: `${program} --drills ${name} --verbose`,
  };
}
