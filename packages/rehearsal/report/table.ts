import Table from 'cli-table3';
import { coloursFor } from '../../../lib/terminal/colours';
import type { Observer, Proof } from './ledger';

/** What was proved, as a table. */
export function table(proofs: readonly Proof[], isColoured: boolean): string {
  const { bold, green, red, yellow, dim } = coloursFor(isColoured);
  const paint: Readonly<Record<Proof['verdict'], (text: string) => string>> = {
    proved: green,
    failed: red,
    'not run': yellow,
    inert: dim,
  };
  const rows = new Table({
    head: ['What', 'Verdict', 'Evidence', 'Seconds'].map((title) => bold(title)),
    colWidths: [48, 9, 56, 9],
    colAligns: ['left', 'left', 'left', 'right'],
    wordWrap: true,
    style: { head: [], border: [] },
  });
  for (const { claim, verdict, evidence, seconds } of proofs) {
    rows.push([cut(claim), paint[verdict](verdict), shortened(evidence), seconds === 0 ? '' : seconds.toFixed(1)]);
  }
  return rows.toString();
}

/** `12 proved, 1 failed, 0 not run`, with the time that it took. */
export function total(proofs: readonly Proof[], seconds: number): string {
  const count = (verdict: Proof['verdict']) => proofs.filter((proof) => proof.verdict === verdict).length;
  return `${count('proved')} proved, ${count('failed')} failed, ${count('not run')} not run, in ${seconds.toFixed(0)} s`;
}

/** What happened, and the end of what a program said about it. */
function shortened(evidence: string): string {
  const [first = '', ...others] = evidence.split('\n').filter((line) => line.trim() !== '');
  return [first, ...others.slice(-4)].map(cut).join('\n');
}

/** More of a line nobody reads in a table; the JSON has all of it. To wrap words takes the square of their number: minutes for those of a large organization. */
const MOST_CHARACTERS = 400;

function cut(line: string): string {
  return line.length <= MOST_CHARACTERS ? line : `${line.slice(0, MOST_CHARACTERS)}…`;
}

interface Terminal {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

/** Says what is being proved while it is, on a terminal in place, and of each claim in a line of its own what came of it. */
export function everyClaimOn(terminal: Terminal, isColoured: boolean): Observer {
  const { green, red, yellow, dim } = coloursFor(isColoured);
  const marks: Readonly<Record<Proof['verdict'], string>> = {
    proved: green('✔'),
    failed: red('✘'),
    'not run': yellow('–'),
    inert: dim('·'),
  };
  return {
    begin: (claim) => {
      if (terminal.isTTY) terminal.write(`… ${claim}`);
    },
    end: ({ claim, verdict, seconds, evidence }) => {
      if (terminal.isTTY) terminal.write('\r\u001b[2K');
      terminal.write(`${marks[verdict]} ${claim} ${dim(`${seconds.toFixed(1)} s`)}\n`);
      if (verdict === 'failed') terminal.write(`${red(evidence)}\n`);
    },
    close: () => undefined,
    finish: () => undefined,
  };
}
