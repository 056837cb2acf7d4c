import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT, Failure } from '../../lib/domain/failure';
import type { ChildProcesses } from './child-processes';

/** The version of the emulator that everything here was tried with. */
const MOTO = '5.2.1';

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
  const privatePython = join(privateFolder, 'bin', 'python');
  const candidates = [
    ...(env.VIRTUAL_ENV ? [join(env.VIRTUAL_ENV, 'bin', 'python')] : []),
    'python3',
    'python',
    ...(existsSync(privatePython) ? [privatePython] : []),
  ];
  const usable: string[] = [];
  for (const candidate of candidates) {
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
  return privatePython;
}

/** The version of moto; empty where there is a Python without it, undefined where there is no Python. */
async function motoOf(children: ChildProcesses, python: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const ask =
    'import sys, importlib.util as u; assert sys.version_info >= (3, 10); import importlib.metadata as m; print(m.version("moto") if u.find_spec("moto") and u.find_spec("flask") else "")';
  const answer = await children.runIfThere(python, ['-c', ask], { cwd: '.', env });
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
  const installed = await children.run(join(folder, 'bin', 'python'), pip, options);
  if (installed.status !== 0) {
    throw new Failure(
      'NoMoto',
      `the emulator, moto ${MOTO}, is on no Python of this machine and could not be installed: pip install 'moto[all,server]==${MOTO}'\n${installed.output}`,
      EXIT.incomplete,
    );
  }
}
