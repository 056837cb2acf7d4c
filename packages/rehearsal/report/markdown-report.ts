import type { Proof } from './ledger';
import { type Chapter, countsOf, countText, type Outcome } from './outcome';

/** All that came of it, as Markdown: what failed first. */
export function markdownReport({ title, chapters, seconds }: Outcome): string {
  const proofs = chapters.flatMap((chapter) => chapter.proofs);
  const failed = chapters.filter(({ proofs }) => proofs.some(({ verdict }) => verdict === 'failed'));
  return [
    `# ${inline(title)}`,
    `${countText(countsOf(proofs), ['proved', 'failed', 'notRun'])}, in ${seconds.toFixed(0)} s`,
    ...(failed.length === 0 ? [] : ['## What failed', ...failed.flatMap(failures)]),
    ...chapters.flatMap(({ title, proofs }) => [
      `## ${inline(title)}`,
      countText(countsOf(proofs)),
      ['| claim | verdict | evidence | seconds |', '|---|---|---|---|', ...proofs.map(row)].join('\n'),
    ]),
    '',
  ].join('\n\n');
}

function failures({ title, proofs, closer }: Chapter): readonly string[] {
  return proofs
    .filter(({ verdict }) => verdict === 'failed')
    .map(({ claim, evidence }) =>
      [
        `- **${inline(title)}**`,
        `  - expected: ${inline(claim)}`,
        `  - came:\n\n${blockOf(evidence)}\n`,
        `  - look closer: ${inline(closer)}`,
      ].join('\n'),
    );
}

/** Behind four spaces beyond its list nothing has a meaning. */
function blockOf(text: string): string {
  return text
    .split('\n')
    .map((line) => `        ${line}`)
    .join('\n');
}

function row({ claim, verdict, evidence, seconds, attack }: Proof): string {
  const word = verdict === 'proved' && attack !== undefined ? attackWord(attack) : verdict;
  const cells = [claim, word, evidence, seconds === 0 ? '' : seconds.toFixed(1)];
  return `| ${cells.map((cell) => inline(cell)).join(' | ')} |`;
}

/** What stopped an attack, in a word. */
export function attackWord(attack: NonNullable<Proof['attack']>): string {
  return attack === 'refused' ? 'refused' : 'alarmed';
}

/** One line, in which nothing is markup. */
function inline(text: string): string {
  return text
    .replace(/[\\`*_{}[\]<>|#~]/g, (character) => `\\${character}`)
    .trim()
    .replace(/\n+/g, '<br>');
}
