import { coloursFor } from '../../../lib/terminal/colours';
import type { Proof } from './ledger';
import { markOf } from './marks';
import { type Chapter, countsOf, countText, type Outcome, reasonsOf } from './outcome';
import { COLUMNS, cut, marked } from './wrapped';

/** More of the failures, each with what came, nobody reads one after the other. */
const MOST_FAILURES = 5;
/** Of the reasons for which something was not tried. */
const MOST_REASONS = 8;

/** What came of it, in lines of a terminal: what failed, then each chapter, then what was not tried and why. */
export function summary(outcome: Outcome, isColoured: boolean): string {
  const { bold } = coloursFor(isColoured);
  const { title, chapters, seconds } = outcome;
  const proofs = chapters.flatMap((chapter) => chapter.proofs);
  return [
    ...failures(outcome, isColoured),
    ...marked('', title).map(bold),
    '',
    ...chapterLines(chapters, isColoured),
    '',
    ...reasons('not run, and what it takes', proofs, 'not run', isColoured),
    ...reasons('not tried, and why', proofs, 'inert', isColoured),
    ...marked('', `${countText(countsOf(proofs), ['proved', 'failed', 'notRun'])}, in ${seconds.toFixed(0)} s`).map(
      bold,
    ),
    '--verbose prints each claim; --report FILE.html (or .md) writes all of them.',
    '',
  ].join('\n');
}

function failures({ chapters }: Outcome, isColoured: boolean): readonly string[] {
  const { bold, red } = coloursFor(isColoured);
  const failed = chapters.flatMap((chapter) =>
    chapter.proofs.filter(({ verdict }) => verdict === 'failed').map((proof) => ({ chapter, proof })),
  );
  if (failed.length === 0) return [];
  const more = failed.length - MOST_FAILURES;
  return [
    ...failed.slice(0, MOST_FAILURES).flatMap(({ chapter, proof }) => [...failure(chapter, proof, red), '']),
    ...(more > 0 ? [bold(`and ${more} more: --verbose prints them`), ''] : []),
  ];
}

function failure({ title, closer }: Chapter, { claim, evidence }: Proof, red: (text: string) => string) {
  const [first = '', ...others] = evidence.split('\n').filter((line) => line.trim() !== '');
  return [
    ...marked('✘ ', title).map(red),
    ...marked('  expected: ', claim, 4),
    ...marked('  came:     ', first, 4),
    ...others.slice(-4).flatMap((line) => marked('            ', line, 2)),
    ...marked('  closer:   ', closer),
  ];
}

/** The columns of numbers, with their heads and widths. */
const NUMBERS = [
  ['proved', 'proved', 7],
  ['refused', 'refused', 8],
  ['alarm', 'alarmed', 8],
  ['seconds', 's', 5],
] as const;
const MARK_WIDTH = 2;
const TITLE_WIDTH = COLUMNS - MARK_WIDTH - NUMBERS.reduce((sum, [, , width]) => sum + width, 0);

function chapterLines(chapters: readonly Chapter[], isColoured: boolean): readonly string[] {
  const { dim } = coloursFor(isColoured);
  const head = ' '.repeat(MARK_WIDTH + TITLE_WIDTH) + NUMBERS.map(([, text, width]) => text.padStart(width)).join('');
  const lines = chapters.map(({ title, proofs }) => {
    const counts = countsOf(proofs);
    const numbers = NUMBERS.map(([name, , width]) => (counts[name] ? counts[name].toFixed(0) : '').padStart(width));
    return `${markOf(counts, isColoured)} ${cut(title, TITLE_WIDTH).padEnd(TITLE_WIDTH)}${numbers.join('')}`;
  });
  return [dim(head), ...lines];
}

function reasons(
  title: string,
  proofs: readonly Proof[],
  verdict: 'not run' | 'inert',
  isColoured: boolean,
): readonly string[] {
  const { bold } = coloursFor(isColoured);
  const all = reasonsOf(proofs, verdict);
  if (all.length === 0) return [];
  const more = all.length - MOST_REASONS;
  return [
    bold(title),
    ...all.slice(0, MOST_REASONS).flatMap(({ why, claims }) => marked('· ', `${claims.join(', ')}: ${why}`, 3)),
    ...(more > 0 ? [`  and ${more} more: --verbose prints them`] : []),
    '',
  ];
}
