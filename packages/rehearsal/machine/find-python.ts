import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT, Failure } from '../../../lib/domain/failure';
import type { ChildProcesses } from './child-processes';

/**
 * A Python that has moto: the active virtual environment's, the one on PATH, or that of a private virtual environment,
 * which is made and kept in the given folder.
 *
 * @throws Failure `NoPython` or `NoMoto` that says what to install.
 */
export async function findPython(
  children: ChildProcesses,
  privateFolder: string,
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const usable: string[] = [];
  for (const candidate of pythonCandidates(privateFolder, env)) {
    const has = await motoOf(children, candidate, env);
    if (has === MOTO) return candidate;
    if (has !== undefined) usable.push(candidate);
  }
  const [python] = usable;
  if (python === undefined) {
    throw new Failure(
      'NoPython',
      'the rehearsal needs Python 3.10 or newer for its emulator, and there is none on PATH: install python3',
      EXIT.incomplete,
    );
  }
  await install(children, python, privateFolder, env);
  return pythonIn(privateFolder);
}

/** The version of moto; empty where there is a Python without it, undefined where there is no Python. */
async function motoOf(children: ChildProcesses, python: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const answer = await children.runIfThere(python, ['-c', VERSION_OF_MOTO], { cwd: '.', env });
  return answer?.status === 0 ? answer.stdout.trim() : undefined;
}

async function install(
  children: ChildProcesses,
  python: string,
  folder: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const options = { cwd: '.', env };
  const made = await children.run(python, ['-m', 'venv', folder], options);
  if (made.status !== 0) {
    throw new Failure(
      'NoMoto',
      `no virtual environment could be made for the emulator (on Debian: apt-get install python3-venv)\n${made.output}`,
      EXIT.incomplete,
    );
  }
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', `moto[all,server]==${MOTO}`];
  const installed = await children.run(pythonIn(folder), pip, options);
  if (installed.status !== 0) {
    throw new Failure(
      'NoMoto',
      `the emulator, moto ${MOTO}, is on no Python of this machine and could not be installed: pip install 'moto[all,server]==${MOTO}'\n${installed.output}`,
      EXIT.incomplete,
    );
  }
}

/** The version of the emulator that everything here was tried with. */
export const MOTO = '5.2.1';

/** A program for Python that prints the version of moto, or an empty line; it fails where Python is too old. */
export const VERSION_OF_MOTO =
  'import sys, importlib.util as u; assert sys.version_info >= (3, 10); import importlib.metadata as m; print(m.version("moto") if u.find_spec("moto") and u.find_spec("flask") else "")';

function pythonIn(virtualEnvironment: string): string {
  return join(virtualEnvironment, 'bin', 'python');
}

/** Where a Python may be: in the active virtual environment, on PATH, and in a private virtual environment, in this order. */
export function pythonCandidates(privateFolder: string, env: NodeJS.ProcessEnv): readonly string[] {
  const privatePython = pythonIn(privateFolder);
  return [
    ...(env.VIRTUAL_ENV ? [pythonIn(env.VIRTUAL_ENV)] : []),
    'python3',
    'python',
    ...(existsSync(privatePython) ? [privatePython] : []),
  ];
}
