import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ChildProcesses } from './child-processes';
import { noPython, notInstalled, noVirtualEnvironment } from './python-trouble';

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
  const tooOld: string[] = [];
  for (const candidate of pythonCandidates(privateFolder, env)) {
    const { moto, old } = await versionsOf(children, candidate, env);
    if (moto === MOTO) return candidate;
    if (moto !== undefined) usable.push(candidate);
    if (old !== undefined) tooOld.push(old);
  }
  const [python] = usable;
  if (python === undefined) throw noPython(tooOld);
  await install(children, python, privateFolder, env);
  return pythonIn(privateFolder);
}

/** The version of moto, empty where there is a Python without it; or the version of a Python that is too old. Neither where there is no Python. */
async function versionsOf(
  children: ChildProcesses,
  python: string,
  env: NodeJS.ProcessEnv,
): Promise<{ readonly moto?: string | undefined; readonly old?: string | undefined }> {
  const answer = await children.runIfThere(python, ['-c', VERSION_OF_MOTO], { cwd: '.', env });
  if (answer?.status === 0) return { moto: answer.stdout.trim() };
  return { old: /^AssertionError: (Python \S+)/m.exec(answer?.output ?? '')?.[1] };
}

async function install(
  children: ChildProcesses,
  python: string,
  folder: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const options = { cwd: '.', env };
  const made = await children.run(python, ['-m', 'venv', folder], options);
  if (made.status !== 0) throw noVirtualEnvironment(python, folder, made.output);
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', REQUIREMENT];
  const installed = await children.run(pythonIn(folder), pip, options);
  if (installed.status !== 0) throw notInstalled(REQUIREMENT, installed.output);
}

/** The version of the emulator that everything here was tried with. */
export const MOTO = '5.2.1';

/** The emulator, as pip is asked for it. */
const REQUIREMENT = `moto[all,server]==${MOTO}`;

/** A program for Python that prints the version of moto, or an empty line; it fails where Python is too old. */
export const VERSION_OF_MOTO =
  'import sys, importlib.util as u; assert sys.version_info >= (3, 10), "Python %d.%d.%d" % sys.version_info[:3]; import importlib.metadata as m; print(m.version("moto") if u.find_spec("moto") and u.find_spec("flask") else "")';

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
