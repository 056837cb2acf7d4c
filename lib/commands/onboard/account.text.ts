import type { AccountOutcome, Rest } from './outcome';

/** What would be done, before it is asked for. */
export function stepsText(what: string, steps: readonly string[]): string {
  return `${what}:\n${steps.map((step, index) => `  ${index + 1}. ${step}\n`).join('')}`;
}

/** What came of it, for people. @param wiring - files that were written, or the commands that write them */
export function outcomeText({ name, account, rest, status }: AccountOutcome, wiring: Wiring): string {
  const who = `${name}${account === undefined ? '' : ` ${account}`}`;
  if (rest.length > 0) return `${who}: not all is done yet\n${rest.map(restText).join('')}`;
  if (status !== 0) return `${who}: the deployment did not end well; mend what it says, and run this again\n`;
  return `${who}: done\n${wiringText(wiring)}`;
}

function restText({ why, commands }: Rest): string {
  return `${why}\n${commands.map((command) => `  ${command}\n`).join('')}`;
}

/** What connects Terraform to the accounts that its pipelines may change. */
export interface Wiring {
  /** Paths of files that were written. */
  readonly written: readonly string[];
  /** Command lines for what was not. */
  readonly commands: readonly string[];
}

export const NO_WIRING: Wiring = { written: [], commands: [] };

function wiringText({ written, commands }: Wiring): string {
  const files = written.map((path) => `written: ${path}\n`).join('');
  if (commands.length === 0) return files;
  return `${files}write the wiring of Terraform again, each into its folder:\n${commands.map((command) => `  ${command}\n`).join('')}`;
}

/** The same for machines. */
export function outcomeJson(outcome: AccountOutcome, wiring: Wiring): string {
  return `${JSON.stringify({ ...outcome, wiring }, null, 2)}\n`;
}
