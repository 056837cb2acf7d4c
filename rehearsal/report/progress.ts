import { coloursFor } from '../../lib/cli/colours';
import type { Observer } from './ledger';
import type { Proof } from './proof';

interface Terminal {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

/** Says what is being proved while it is, on a terminal in place, elsewhere a line when it is done. */
export function progressOn(terminal: Terminal, isColoured: boolean): Observer {
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
  };
}
