import { shownError } from '../../lib/commands/shown-error';
import { EXIT, type ExitStatus, Failure } from '../../lib/domain/failure';
import { processIo } from '../../lib/terminal/terminal';
import { ownEnvironment, replaceEnvironment } from './emulated/own-environment';
import { whenAskedToEnd } from './ending';
import { ChildProcesses } from './machine/child-processes';
import { projectFolder } from './machine/project';
import { parseOptions } from './options';
import { withWhatMends } from './report/machine-trouble';
import { observerOn } from './report/observers';
import { run } from './run';
import { runDrills } from './run-drills';

async function main(): Promise<ExitStatus> {
  const ending = new AbortController();
  const children = new ChildProcesses(ending.signal);
  const end = (reason: Failure) => {
    ending.abort(reason);
    void children.stop();
  };
  const io = processIo(process, (reason) => {
    end(new Failure('CannotWrite', `the result cannot be written: ${reason}`, EXIT.unusable));
  });
  whenAskedToEnd(process, end);
  const options = parseOptions(process.argv.slice(2), io);
  if (typeof options === 'number') return options;
  replaceEnvironment(process.env, ownEnvironment(process.env));
  const observer = observerOn(process, io, options.verbose);
  try {
    const play = options.drills === undefined ? run : runDrills;
    return await play(options, {
      io,
      children,
      end: ending.signal,
      observer,
      env: process.env,
      root: projectFolder(),
    });
  } catch (error) {
    observer.finish();
    // What fails because everything is being ended is no other failure; and what goes on beside what failed ends, too.
    const reason: unknown = ending.signal.aborted ? ending.signal.reason : withWhatMends(error);
    end(new Failure('Failed', ''));
    return shownError(reason, io, 'rehearsal');
  }
}

void main().then((status) => {
  process.exitCode = status;
});
