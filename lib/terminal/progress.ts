/** Waits for work and tells of it meanwhile, on stderr. */
export type During = <Result>(what: string, work: (tell: Tell) => Promise<Result>) => Promise<Result>;

/** @param blocks - whether nothing can be told until it is over, so that it must be told now */
type Tell = (text: string, blocks?: 'blocks') => void;

/** The part of a process that progress is shown on. */
export interface Shown {
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** With the start of the program the first line is there within a second; what is over by then tells nothing. */
const FIRST = 400;
/** Of a terminal, where a line takes the place of the one before. */
const REWRITTEN = 200;
/** Of a log, which a line for each of a thousand accounts would fill. */
const LOGGED = 10_000;

/** Whether a line can take the place of the one before. */
export function isRewritten({ stderr, env }: Shown): boolean {
  return stderr.isTTY === true && env.TERM !== 'dumb' && !env.CI;
}

/** A line in place of the one before it. */
export function rewritten(line: string): string {
  return `\r\u001b[K${line}`;
}

/** One line that changes on a terminal, and is gone afterwards; plain lines, few of them, everywhere else. */
export function progressOn({ stderr, env }: Shown): During {
  const isTerminal = isRewritten({ stderr, env });
  return async (what, work) => {
    let text = what;
    let shown: string | undefined;
    const show = () => {
      if (text === shown) return;
      stderr.write(isTerminal ? rewritten(text) : `${text}\n`);
      shown = text;
    };
    let next: NodeJS.Timeout | undefined;
    const showLater = (milliseconds: number) => {
      next = setTimeout(() => {
        show();
        showLater(isTerminal ? REWRITTEN : LOGGED);
      }, milliseconds);
    };
    showLater(FIRST);
    try {
      return await work((told, blocks) => {
        text = `${what}: ${told}`;
        if (blocks) show();
      });
    } finally {
      clearTimeout(next);
      if (isTerminal && shown !== undefined) stderr.write(rewritten(''));
    }
  };
}
