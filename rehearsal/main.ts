import { join } from 'node:path';
import { processIo } from '../lib/cli/process-io';
import { EXIT, type ExitStatus, Failure } from '../lib/domain/failure';
import { NO_NODE_WARNING } from './emulated/environment-variables';
import { ChildProcesses } from './machine/child-processes';
import { parseOptions } from './options';
import { progressOn } from './report/progress';
import { run } from './run';

/** The exit status of a process that was ended by Ctrl-C, by the convention of shells. */
const INTERRUPTED = 130;

async function main(): Promise<ExitStatus | typeof INTERRUPTED> {
  const options = parseOptions(process.argv.slice(2));
  if (typeof options === 'number') return options;
  Object.assign(process.env, NO_NODE_WARNING);
  const io = processIo(process);
  const children = new ChildProcesses();
  let isInterrupted = false;
  const interrupted = new Promise<void>((resolve) => {
    const end = () => {
      isInterrupted = true;
      resolve();
      void children.end();
    };
    process.once('SIGINT', end);
    process.once('SIGTERM', end);
  });
  try {
    const status = await run(options, {
      io,
      children,
      interrupted,
      observer: progressOn(process.stderr, io.isColoured),
      env: process.env,
      root: join(__dirname, '..'),
    });
    return isInterrupted && !options.keep ? INTERRUPTED : status;
  } catch (error) {
    if (isInterrupted) return INTERRUPTED;
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
