import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The version of the emulator that everything here was tried with. */
export const MOTO = '5.2.1';

/** A program for Python that prints the version of moto, or an empty line; it fails where Python is too old. */
export const VERSION_OF_MOTO =
  'import sys, importlib.util as u; assert sys.version_info >= (3, 10); import importlib.metadata as m; print(m.version("moto") if u.find_spec("moto") and u.find_spec("flask") else "")';

export function pythonIn(virtualEnvironment: string): string {
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
