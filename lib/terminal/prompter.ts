import { isCancel, select, text } from '@clack/prompts';

/** Asks a person who sits at a terminal; an answer is undefined where the person ended it with Ctrl-C. */
export interface Prompter {
  /** Asks again as long as something is wrong with the answer. */
  text(question: string, problemOf: (answer: string) => string | undefined): Promise<string | undefined>;
  choice(question: string, choices: readonly string[]): Promise<string | undefined>;
}

/** The terminal of a process; questions go to stderr, so that stdout has results alone. */
export function terminalPrompter({ stdin, stderr }: Pick<NodeJS.Process, 'stdin' | 'stderr'>): Prompter {
  const streams = { input: stdin, output: stderr };
  return {
    text: async (message, problemOf) => {
      const answer = await text({ ...streams, message, validate: (given = '') => problemOf(given.trim()) });
      return isCancel(answer) ? undefined : answer.trim();
    },
    choice: async (message, choices) => {
      const options = choices.map((value) => ({ value, label: value }));
      const answer = await select({ ...streams, message, options, maxItems: 10 });
      return isCancel(answer) ? undefined : answer;
    },
  };
}
