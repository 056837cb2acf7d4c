import { EXIT, Failure } from '../../lib/domain/failure';
import type { ChildProcesses } from './child-processes';
import { MOTO, pythonCandidates, pythonIn, VERSION_OF_MOTO } from './python-candidates';

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
