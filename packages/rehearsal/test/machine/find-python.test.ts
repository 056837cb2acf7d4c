import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXIT } from '../../../../lib/domain/failure';
import { ChildProcesses } from '../../machine/child-processes';
import { findPython, MOTO } from '../../machine/find-python';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orgstrap-python-'));
  mkdirSync(join(folder, 'bin'));
  python('python', 'exit 127');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Puts a program on PATH that answers to `-c`, and to `-m venv` or `-m pip`. */
function python(name: string, script: string): void {
  const file = join(folder, 'bin', name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
}

function found(): Promise<string> {
  const children = new ChildProcesses(new AbortController().signal);
  return findPython(children, join(folder, 'venv'), { PATH: `${join(folder, 'bin')}:/usr/bin:/bin` });
}

/** A Python without moto, with a `-m venv` and a pip that are given. */
const without = (venv: string, pip = 'exit 0') => `
case "$1 $2" in
"-m venv") ${venv};;
"-m pip") ${pip};;
-c*) echo;;
esac`;

test('one that has moto is taken', async () => {
  python('python3', `echo ${MOTO}`);
  await expect(found()).resolves.toBe('python3');
});

test('one that is too old is named', async () => {
  const old = 'echo "Traceback (most recent call last):" >&2; echo "AssertionError: Python 3.8.10" >&2; exit 1';
  python('python3', old);
  python('python', old);
  await expect(found()).rejects.toMatchObject({
    code: 'NoPython',
    exitStatus: EXIT.incomplete,
    message: expect.stringMatching(
      /^[^\n]*needs Python 3\.10 or newer[^\n]*on PATH is Python 3\.8\.10: install[^\n]*$/,
    ),
  });
});

test('where there is none, it is said what to install', async () => {
  python('python3', 'exit 127');
  await expect(found()).rejects.toMatchObject({
    message: expect.stringMatching(/^[^\n]*there is none on PATH: install Python 3\.10 or newer[^\n]*$/),
  });
});

test('without venv, it is one line with the package', async () => {
  python('python3', without('echo "Traceback" >&2; echo "No module named venv" >&2; exit 1'));
  await expect(found()).rejects.toMatchObject({
    code: 'NoMoto',
    exitStatus: EXIT.incomplete,
    message: expect.stringMatching(/^[^\n]*No module named venv[^\n]*apt-get install python3-venv[^\n]*$/),
  });
});

test.each([
  [
    'no network',
    'WARNING: Retrying after NewConnectionError\\nERROR: No matching distribution found for moto',
    /connect to the network.*PIP_INDEX_URL/,
  ],
  ['no compiler', 'Traceback\\nerror: command gcc failed', /see to what pip says/],
])('where pip has %s, it is one line with what to do', async (_, says, expected) => {
  const made = join(folder, 'venv', 'bin');
  python('python3', without(`mkdir -p ${made} && cp "$0" ${made}/python`, `printf '${says}' >&2; exit 1`));
  const failure = await found().catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 'NoMoto', exitStatus: EXIT.incomplete });
  const { message } = failure as Error;
  expect(message).toMatch(expected);
  expect(message).toContain(`pip install 'moto[all,server]==${MOTO}'`);
  expect(message).not.toContain('\n');
});
