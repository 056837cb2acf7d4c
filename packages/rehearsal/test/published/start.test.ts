import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const START = join(__dirname, '..', '..', 'published', 'start.cjs');

/** Starts the package of 1.2.3 with an orgstrap beside it, or with none. */
function started(orgstrap?: string) {
  const modules = join(mkdtempSync(join(tmpdir(), 'orgstrap-start-')), 'node_modules');
  const own = join(modules, 'orgstrap-rehearsal');
  mkdirSync(join(own, 'rehearsal'), { recursive: true });
  const manifest = { version: '1.2.3', peerDependencies: { orgstrap: '1.2.3' } };
  writeFileSync(join(own, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(own, 'rehearsal', 'main.js'), "process.stdout.write('rehearsed')");
  cpSync(START, join(own, 'rehearsal', 'start.cjs'));
  if (orgstrap !== undefined) {
    mkdirSync(join(modules, 'orgstrap'));
    writeFileSync(join(modules, 'orgstrap', 'package.json'), JSON.stringify({ version: orgstrap }));
  }
  return spawnSync(process.execPath, [join(own, 'rehearsal', 'start.cjs')], { encoding: 'utf8' });
}

test('the program of the package rehearses the orgstrap of its own version', () => {
  expect(started('1.2.3')).toMatchObject({ status: 0, stdout: 'rehearsed', stderr: '' });
});

test('it rehearses no other one, and says which version belongs to it', () => {
  const { status, stdout, stderr } = started('1.2.4');
  expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
  expect(stderr).toContain('found orgstrap 1.2.4');
  expect(stderr).toContain('npm install --save-exact --save-dev orgstrap-rehearsal@1.2.4\n');
});

test('it says what to install where there is none', () => {
  const { status, stderr } = started();
  expect(status).toBe(3);
  expect(stderr).toContain('no orgstrap is installed beside it');
  expect(stderr).toContain('npm install --save-exact orgstrap@1.2.3\n');
});
