import { packageRoot } from '../../../../lib/policies/policies-folder';
import type { Finished } from '../../machine/child-processes';
import type { StateOperator } from '../../people/state-operator';
import { documentedCommands, filledIn } from '../documented-commands';

const PAGE = 'docs/runbook/state.md';

/** Above each block of the page that is run. */
type Marker = 'restore-state' | 'restore-over-another' | 'unlock-state';

/** Nobody sits at a terminal in a drill. */
const ASKING = ['restore', 'unlock'];

/**
 * Runs what the page says below a marker, as its reader does, up to the first command that fails.
 *
 * @param values - what stands for the words in capitals
 * @returns what all of it said, and how the last one ended
 */
export async function runbook(
  operator: StateOperator,
  marker: Marker,
  values: Readonly<Record<string, string>> = {},
): Promise<Finished> {
  const all = { status: 0, output: '', stdout: '' };
  for (const command of documentedCommands(packageRoot(), PAGE, marker).map((each) => filledIn(each, values))) {
    const [npx, orgstrap, state, verb = '', ...args] = command.split(' ');
    if ([npx, orgstrap, state].join(' ') !== 'npx orgstrap state')
      throw new Error(`nobody knows how to run ${command}`);
    const { status, output, stdout } = await operator.tryRun(
      verb,
      ...args,
      ...(ASKING.includes(verb) ? ['--yes'] : []),
    );
    all.output += output;
    all.stdout += stdout;
    if (status !== 0) return { ...all, status };
  }
  return all;
}
