import type { Proof, Stopped } from './ledger';

/** A part of what was rehearsed: a chapter of the rehearsal, or a drill. */
export interface Chapter {
  /** What it proves, as a sentence. */
  readonly title: string;
  readonly proofs: readonly Proof[];
  /** The command that shows more of it. */
  readonly closer: string;
}

/** All that came of a rehearsal, or of drills. */
export interface Outcome {
  /** What was rehearsed. */
  readonly title: string;
  readonly chapters: readonly Chapter[];
  readonly seconds: number;
}

/** The chapters in the order in which they began. */
export function chaptersOf(proofs: readonly Proof[], closer: string): readonly Chapter[] {
  const titles = [...new Set(proofs.map(({ chapter }) => chapter))];
  return titles.map((title) => ({ title, proofs: proofs.filter(({ chapter }) => chapter === title), closer }));
}

/** How many claims came to what; attacks count beside what is proved. */
export interface Counts extends Record<Stopped, number> {
  readonly proved: number;
  readonly failed: number;
  readonly notRun: number;
  readonly inert: number;
  readonly seconds: number;
}

export function countsOf(proofs: readonly Proof[]): Counts {
  const count = (holds: (proof: Proof) => boolean) => proofs.filter(holds).length;
  const stopped = (how: Stopped) => count(({ attack, verdict }) => attack === how && verdict === 'proved');
  return {
    proved: count(({ attack, verdict }) => attack === undefined && verdict === 'proved'),
    refused: stopped('refused'),
    alarm: stopped('alarm'),
    failed: count(({ verdict }) => verdict === 'failed'),
    notRun: count(({ verdict }) => verdict === 'not run'),
    inert: count(({ verdict }) => verdict === 'inert'),
    seconds: proofs.reduce((sum, { seconds }) => sum + seconds, 0),
  };
}

/** `12 proved, 3 attacks refused, 1 failed`: what there is none of is left out, except for `always`. */
export function countText(counts: Counts, always: readonly (keyof Counts)[] = []): string {
  const words = [
    ['proved', `${counts.proved} proved`],
    ['refused', `${counts.refused} ${counts.refused === 1 ? 'attack' : 'attacks'} refused`],
    ['alarm', `${counts.alarm} told by an alarm`],
    ['failed', `${counts.failed} failed`],
    ['notRun', `${counts.notRun} not run`],
    ['inert', `${counts.inert} not tried`],
  ] as const;
  const shown = words.filter(([name]) => counts[name] > 0 || always.includes(name)).map(([, text]) => text);
  return shown.join(', ') || 'nothing';
}

/** What was not tried, each reason once with all that it is the reason of. */
export function reasonsOf(
  proofs: readonly Proof[],
  verdict: 'not run' | 'inert',
): readonly { readonly why: string; readonly claims: readonly string[] }[] {
  const reasons = new Map<string, string[]>();
  for (const proof of proofs.filter((each) => each.verdict === verdict)) {
    reasons.set(proof.evidence, [...(reasons.get(proof.evidence) ?? []), proof.claim]);
  }
  return [...reasons].map(([why, claims]) => ({ why, claims }));
}
