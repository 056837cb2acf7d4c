import { EXIT, Failure } from '../../../lib/domain/failure';

/** What the emulator needs, and nobody can install with pip. */
const PYTHON = '3.10';

const HOW_TO_GET_PYTHON =
  'install Python 3.10 or newer, with pip and venv (on Debian and Ubuntu: apt-get install python3 python3-venv)';

/** @param tooOld - the versions of those that are there */
export function noPython(tooOld: readonly string[]): Failure {
  const found = tooOld.length === 0 ? 'there is none on PATH' : `on PATH is ${[...new Set(tooOld)].join(' and ')}`;
  const text = `the rehearsal needs Python ${PYTHON} or newer for its emulator, and ${found}: ${HOW_TO_GET_PYTHON}`;
  return new Failure('NoPython', text, EXIT.incomplete);
}

/** @param output - what `python -m venv` wrote */
export function noVirtualEnvironment(python: string, folder: string, output: string): Failure {
  const text =
    `${python} could not make a virtual environment for the emulator in ${folder}: ${lastLine(output)}; ` +
    'it needs the modules venv and ensurepip (on Debian and Ubuntu: apt-get install python3-venv), and a folder that it may write to';
  return new Failure('NoMoto', text, EXIT.incomplete);
}

/** @param output - what pip wrote */
export function notInstalled(requirement: string, output: string): Failure {
  const isOffline =
    /NewConnectionError|Name or service not known|name resolution|Network is unreachable|timed out|ProxyError|No matching distribution/i;
  const mend = isOffline.test(output)
    ? 'it is fetched once: connect to the network, or tell pip of your proxy (HTTPS_PROXY) or your index (PIP_INDEX_URL), or use a Python that has it: '
    : 'see to what pip says, or use a Python that has it: ';
  const text = `the emulator, ${requirement}, is on no Python of this machine and could not be installed: ${lastLine(output)}; ${mend}pip install '${requirement}'`;
  return new Failure('NoMoto', text, EXIT.incomplete);
}

/** The line that says why: of pip the last error, of a traceback the last line. */
function lastLine(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  const line = lines.filter((each) => /^\s*(ERROR|error):/.test(each)).at(-1) ?? lines.at(-1);
  return (line ?? 'it said nothing')
    .trim()
    .replace(/^ERROR: /, '')
    .replace(/[.;:]+$/, '');
}
