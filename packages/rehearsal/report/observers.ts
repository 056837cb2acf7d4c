import { isRewritten, rewritten, type Shown } from '../../../lib/terminal/progress';
import type { Io } from '../../../lib/terminal/terminal';
import type { Observer } from './ledger';
import { LiveLine } from './live-line';
import { markOf } from './marks';
import { countsOf, countText } from './outcome';
import { everyClaimOn } from './table';
import { COLUMNS, marked } from './wrapped';

/** The part of a process that is told what is going on. */
interface Watched extends Shown {
  readonly stdout: { readonly isTTY?: boolean };
  readonly stderr: Shown['stderr'] & { readonly columns?: number };
}

/** Says what is going on: on a terminal in one line that is rewritten, in a log a line when a chapter has ended; with `isVerbose` each claim. */
export function observerOn(process: Watched, io: Io, isVerbose: boolean): Observer {
  if (isVerbose) return everyClaimOn(process.stderr, io.isColoured);
  const width = Math.min(process.stderr.columns || COLUMNS, COLUMNS) - 1;
  const write = (line: string) => void process.stderr.write(rewritten(line));
  return all([
    ...(isRewritten(process) ? [new LiveLine(write, width)] : []),
    ...(process.stdout.isTTY ? [] : [chapterLines((line) => io.stdout(line))]),
  ]);
}

/** Tells of each chapter when it ends, in a plain line, for those who read a log. */
function chapterLines(write: (line: string) => void): Observer {
  return {
    begin: () => undefined,
    end: () => undefined,
    close: (chapter, proofs) => {
      const counts = countsOf(proofs);
      const text = `${chapter}: ${countText(counts)}, ${counts.seconds.toFixed(0)} s`;
      for (const line of marked(`${markOf(counts, false)} `, text)) write(`${line}\n`);
    },
    finish: () => undefined,
  };
}

function all(observers: readonly Observer[]): Observer {
  return {
    begin: (claim, chapter) => observers.forEach((each) => void each.begin(claim, chapter)),
    end: (proof) => observers.forEach((each) => void each.end(proof)),
    close: (chapter, proofs) => observers.forEach((each) => void each.close(chapter, proofs)),
    finish: () => observers.forEach((each) => void each.finish()),
  };
}
