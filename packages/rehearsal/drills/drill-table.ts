import Table from 'cli-table3';
import { coloursFor } from '../../../lib/terminal/colours';
import type { DrillOutcome } from './run-drill';

export interface TimedOutcome extends DrillOutcome {
  readonly seconds: number;
}

/** What was there before each drill, what after it, and what was lost. */
export function drillTable(outcomes: readonly TimedOutcome[], isColoured: boolean): string {
  const { bold, green, red } = coloursFor(isColoured);
  const rows = new Table({
    head: ['Drill', 'Verdict', 'Before', 'After', 'Lost', 'Seconds'].map((title) => bold(title)),
    colWidths: [24, 9, 34, 34, 12, 9],
    colAligns: ['left', 'left', 'left', 'left', 'left', 'right'],
    wordWrap: true,
    style: { head: [], border: [] },
  });
  for (const { name, title, verdict, before, after, lost, seconds } of outcomes) {
    const word = verdict === 'proved' ? green(verdict) : red(verdict);
    rows.push([`${bold(name)}: ${title}`, word, before, shortened(after), lost, seconds.toFixed(1)]);
  }
  return rows.toString();
}

/** `14 proved, 1 failed`, with the time that it took. */
export function drillSummary(outcomes: readonly TimedOutcome[], seconds: number): string {
  const failed = outcomes.filter(({ verdict }) => verdict === 'failed').length;
  return `${outcomes.length - failed} drills proved, ${failed} failed, in ${seconds.toFixed(0)} s`;
}

function shortened(text: string): string {
  return text.length > 500 ? `${text.slice(0, 500)}…` : text;
}
