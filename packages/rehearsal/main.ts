import { EXIT, type ExitStatus, Failure } from '../../lib/domain/failure';
import { processIo } from '../../lib/terminal/terminal';
import { NO_NODE_WARNING } from './emulated/environment-variables';
import { ChildProcesses } from './machine/child-processes';
import { projectFolder } from './machine/project';
import { parseOptions } from './options';
import { progressOn } from './report/table';
import { run } from './run';
import { runDrills } from './run-drills';

/** The exit status of a process that was ended by Ctrl-C, by the convention of shells. */
const INTERRUPTED = 130;

async function main(): Promise<ExitStatus | typeof INTERRUPTED> {
  const options = parseOptions(process.argv.slice(2));
  if (typeof options === 'number') return options;
  Object.assign(process.env, NO_NODE_WARNING);
  const io = processIo(process);
  const ending = new AbortController();
  const children = new ChildProcesses(ending.signal);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      ending.abort(new Interrupted(signal));
      void children.stop();
    });
  }
  try {
    const play = options.drills === undefined ? run : runDrills;
    return await play(options, {
      io,
      children,
      end: ending.signal,
      observer: progressOn(process.stderr, io.isColoured),
      env: process.env,
      root: projectFolder(),
    });
  } catch (error) {
    if (error instanceof Interrupted) {
      io.stderr('\ninterrupted; everything that was started is gone\n');
      return INTERRUPTED;
    }
    if (!(error instanceof Failure)) throw error;
    io.stderr(`${error.message}\n`);
    return error.exitStatus;
  }
}

void main().then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    process.exitCode = EXIT.failed;
    throw error;
  },
);

/** Says that the user has asked for the end, so that nothing goes on. */
class Interrupted extends Error {}
