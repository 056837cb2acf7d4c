import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { ROOT } from '../../../test/support/examples';

jest.setTimeout(120_000);

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orgstrap-main-'));
  for (const each of ['bin', 'tmp']) mkdirSync(join(folder, each));
});
afterEach(() => rmSync(folder, { recursive: true }));

const CONFIG = ['--config', join(ROOT, 'examples', 'four-accounts.yaml')];

/** What `npm run rehearse` starts Node.js with. */
const { scripts }: { readonly scripts: { readonly rehearse: string } } = JSON.parse(
  readFileSync(join(ROOT, 'package.json'), 'utf8'),
);
const [, ...NODE_OPTIONS] = scripts.rehearse.split(' ');

/** The rehearsal as a process, with a Python that is given, and a place for temporary files of its own. */
function started(args: readonly string[], python: string, place = join(folder, 'tmp')) {
  const file = join(folder, 'bin', 'python3');
  writeFileSync(file, `#!/bin/sh\n${python}\n`);
  chmodSync(file, 0o755);
  const child = spawn(process.execPath, [...NODE_OPTIONS, ...args], {
    cwd: ROOT,
    env: { ...process.env, PATH: `${join(folder, 'bin')}:${process.env.PATH}`, TMPDIR: place, VIRTUAL_ENV: '' },
  });
  return { child, ended: endOf(child) };
}

async function endOf(child: ChildProcess) {
  const said = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk) => (said.stdout += chunk));
  child.stderr?.on('data', (chunk) => (said.stderr += chunk));
  const [status] = await once(child, 'close');
  return { status, ...said };
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test('Ctrl-C before anything is there ends what was started, and leaves nothing', async () => {
  const noted = join(folder, 'pid');
  const { child, ended } = started(CONFIG, `echo $$ > ${noted}.new; mv ${noted}.new ${noted}; exec sleep 600`);
  while (!existsSync(noted)) await setTimeout(20);
  const pid = Number(readFileSync(noted, 'utf8'));
  expect(isRunning(pid)).toBe(true);
  child.kill('SIGINT');
  expect(await ended).toEqual({
    status: 130,
    stdout: '',
    stderr: 'rehearsal: interrupted; everything that was started is gone\n',
  });
  expect(isRunning(pid)).toBe(false);
  expect(readdirSync(join(folder, 'tmp')).filter((name) => name.startsWith('orgstrap-'))).toEqual([]);
});

test('no place for temporary files is one line with what to do, before anything is started', async () => {
  const place = join(folder, 'bin', 'python3', 'below-a-file');
  const { status, stdout, stderr } = await started(CONFIG, 'exit 1', place).ended;
  expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
  expect(stderr).toMatch(/^rehearsal: temporary files have no place: ENOTDIR[^\n]*name a folder with TMPDIR[^\n]*\n$/);
});

test('an org.yaml that is not there ends as it does in every command', async () => {
  const { status, stdout, stderr } = await started(['--config', join(folder, 'no.yaml')], 'exit 1').ended;
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/^rehearsal: [^\n]*no\.yaml[^\n]*\n/);
  expect(stderr).not.toMatch(/^ +at /m);
});
