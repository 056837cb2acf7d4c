import { join } from 'node:path';
import type { Finished } from './machine/child-processes';
import { NotProved } from './report/ledger';
import { processEnvironment, type Stage, type Written } from './stage';

/**
 * Runs a command of orgstrap that writes files, as its user does: it needs no credentials.
 *
 * @throws NotProved where it fails
 */
export async function orgstrap({ children, root, env }: Stage, ...args: readonly string[]): Promise<Finished> {
  const finished = await children.run(
    process.execPath,
    ['--import', 'tsx', join(root, 'bin', 'orgstrap.ts'), ...args],
    { cwd: root, env },
  );
  if (finished.status === 0) return finished;
  throw new NotProved(`orgstrap ${args[0]} ended with ${finished.status}\n${finished.output}`);
}

/**
 * Runs a command of orgstrap as the operator that `org.yaml` names: the administrator of the Ops account.
 *
 * @param expected - the exit statuses with which it has done its work
 * @returns with `--json` what it wrote to stdout, otherwise all that it wrote
 * @throws NotProved where it ends in another way
 */
export async function orgstrapAsOperator(
  stage: Stage,
  { file, config }: Written,
  args: readonly string[],
  expected: readonly number[] = [0],
): Promise<string> {
  const operator = await stage.control.administratorOf(config.accounts.ops);
  const { status, output, stdout } = await stage.children.run(
    process.execPath,
    ['--import', 'tsx', join(stage.root, 'bin', 'orgstrap.ts'), ...args, '--config', file],
    { cwd: stage.root, env: processEnvironment(stage, config, operator) },
  );
  if (status === null || !expected.includes(status)) throw new NotProved(`it ended with ${status}\n${output}`);
  return args.includes('--json') ? stdout : output;
}
