import { join } from 'node:path';
import type { Finished } from './machine/child-processes';
import { NotProved } from './report/ledger';
import type { Stage } from './stage';

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
