import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { EventPattern } from '../../../lib/alarms/alarm';
import { EXIT, Failure } from '../../../lib/domain/failure';
import type { ChildProcesses } from '../machine/child-processes';

/** How long the emulator may take to answer after its start. */
const START_SECONDS = 60;

/**
 * Starts the emulator and waits until it answers, and on which port. It ends with the rehearsal, however that ends.
 *
 * @throws Failure `NoEmulator`
 */
export function startEmulator(
  children: ChildProcesses,
  python: string,
  root: string,
  env: NodeJS.ProcessEnv,
): Promise<number> {
  const child = children.start(python, ['-m', 'emulated_aws', '--port', '0'], {
    cwd: root,
    // Its stdin is a pipe that nobody writes to: the emulator ends when it closes, even if this process is killed.
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...env, ...pythonVariables() },
  });
  const complaints: Buffer[] = [];
  child.stderr?.on('data', (chunk: Buffer) => complaints.push(chunk));
  return new Promise<number>((resolve, reject) => {
    const ended = (why: string) => reject(noEmulator(why, Buffer.concat(complaints).toString()));
    const late = setTimeout(() => ended(`did not answer within ${START_SECONDS} s`), START_SECONDS * 1000);
    child.once('error', reject);
    child.once('close', (status) => ended(`ended with status ${status} before it answered`));
    if (child.stdout === null) return ended('has no output');
    createInterface(child.stdout).once('line', (line) => {
      clearTimeout(late);
      resolve(JSON.parse(line).port);
    });
  });
}

function noEmulator(why: string, complaints: string): Failure {
  const last = complaints.trim().split('\n').at(-1);
  const said = last ? `: ${last}` : '';
  const text = `the emulator ${why}${said}; run it again, and where that is no use, remove .rehearsal/venv, which is then made anew`;
  return new Failure('NoEmulator', text, EXIT.incomplete);
}

/** Patterns of EventBridge and events, by names. */
export interface PatternQuestion {
  readonly patterns: Readonly<Record<string, EventPattern>>;
  readonly events: Readonly<Record<string, unknown>>;
}

/**
 * The names of the patterns that match each event, as the emulator's matcher has it, in one process for all of them.
 *
 * @param python - as `findPython` found it
 * @param root - the folder that it runs in
 * @throws Error with what the matcher complains about, such as an invalid pattern
 */
export async function matchingPatterns(
  children: ChildProcesses,
  python: string,
  root: string,
  question: PatternQuestion,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const { status, output, stdout } = await children.run(python, ['-m', 'emulated_aws.event_patterns'], {
    cwd: root,
    env: { ...process.env, ...pythonVariables() },
    input: JSON.stringify(question),
  });
  if (status !== 0) throw new Error(`the matcher of event patterns ended with status ${status}\n${output}`);
  return JSON.parse(stdout);
}

/** How Python finds the emulator, without leaving anything there. */
function pythonVariables(): NodeJS.ProcessEnv {
  return { PYTHONPATH: emulatorFolder(), PYTHONDONTWRITEBYTECODE: '1' };
}

/** The folder `emulated-aws`: beside the one of the rehearsal, in a clone as in the package. */
function emulatorFolder(folder: string = __dirname): string {
  const beside = join(folder, 'emulated-aws');
  return existsSync(beside) || folder === dirname(folder) ? beside : emulatorFolder(dirname(folder));
}
