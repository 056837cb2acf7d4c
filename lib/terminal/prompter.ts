import { isCancel, select, text } from '@clack/prompts';
import { EXIT, Failure } from '../domain/failure';

/** Asks a person who sits at a terminal. */
export interface Prompter {
  /** Asks again as long as something is wrong with the answer. */
  text(question: string, problemOf: (answer: string) => string | undefined): Promise<string>;
  choice(question: string, choices: readonly string[]): Promise<string>;
}

/** The terminal of this process; questions go to stderr, so that stdout has results alone. */
export function terminalPrompter(terminal: Pick<NodeJS.Process, 'stdin' | 'stderr'>): Prompter {
  const streams = { input: terminal.stdin, output: terminal.stderr };
  return {
    text: async (question, problemOf) =>
      answered(
        await text({ ...streams, message: question, validate: (answer = '') => problemOf(answer.trim()) }),
      ).trim(),
    choice: async (question, choices) =>
      answered(
        await select({
          ...streams,
          message: question,
          options: choices.map((value) => ({ value, label: value })),
          maxItems: 10,
        }),
      ),
  };
}

/** @throws Failure `Cancelled` where the person ended it with Ctrl-C */
function answered(answer: string | symbol): string {
  if (isCancel(answer)) throw new Failure('Cancelled', 'cancelled; nothing was written', EXIT.failed);
  return String(answer);
}
