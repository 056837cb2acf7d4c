import type { EventPattern } from '../../lib/alarms/alarm';
import type { ChildProcesses } from '../machine/child-processes';
import { pythonVariables } from './emulator';

/** Patterns of EventBridge and events, by names. */
export interface PatternQuestion {
  readonly patterns: Readonly<Record<string, EventPattern>>;
  readonly events: Readonly<Record<string, unknown>>;
}

/**
 * The names of the patterns that match each event, as the emulator's matcher has it, in one process for all of them.
 *
 * @param python - as `findPython` found it
 * @param root - the project's folder
 * @throws Error with what the matcher complains about, such as a pattern that is none
 */
export async function matchingPatterns(
  children: ChildProcesses,
  python: string,
  root: string,
  question: PatternQuestion,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const { status, output, stdout } = await children.run(python, ['-m', 'orgstrap_emulator.event_patterns'], {
    cwd: root,
    env: { ...process.env, ...pythonVariables(root) },
    input: JSON.stringify(question),
  });
  if (status !== 0) throw new Error(`the matcher of event patterns ended with status ${status}\n${output}`);
  return JSON.parse(stdout);
}
