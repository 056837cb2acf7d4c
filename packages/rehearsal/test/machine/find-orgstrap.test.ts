import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isCompiled, noteSources } from '../../../../bin/compiled.cjs';
import { ROOT } from '../../../../test/support/examples';
import { ChildProcesses } from '../../machine/child-processes';
import { findOrgstrap } from '../../machine/find-orgstrap';

const NOTES = "require('./bin/compiled.cjs').noteSources('.')";

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'orgstrap-program-'));
  for (const folder of ['bin', 'lib', 'dist']) mkdirSync(join(root, folder));
  cpSync(join(ROOT, 'bin', 'compiled.cjs'), join(root, 'bin', 'compiled.cjs'));
  for (const source of ['app.ts', 'orgstrap.ts']) writeFileSync(join(root, 'bin', source), '');
  buildsWith(`node -e "fs.writeFileSync('was-built', ''); ${NOTES}"`);
});
afterEach(() => rmSync(root, { recursive: true }));

function buildsWith(build: string): void {
  writeFileSync(join(root, 'package.json'), JSON.stringify({ scripts: { build } }));
}

function found(): Promise<readonly string[]> {
  return findOrgstrap(new ChildProcesses(new AbortController().signal), root, process.env);
}

const compiled = () => [join(root, 'dist', 'bin', 'orgstrap.js')];

test('what was compiled of the present sources is not compiled again', async () => {
  noteSources(root);
  expect(await found()).toEqual(compiled());
  expect(existsSync(join(root, 'was-built'))).toBe(false);
});

test('what has changed since it was compiled is compiled first', async () => {
  noteSources(root);
  appendFileSync(join(root, 'bin', 'orgstrap.ts'), '// changed\n');
  expect(await found()).toEqual(compiled());
  expect(existsSync(join(root, 'was-built'))).toBe(true);
  expect(isCompiled(root)).toBe(true);
});

test('what does not compile is run from its sources', async () => {
  buildsWith('exit 1');
  expect(await found()).toEqual(['--import', 'tsx', join(root, 'bin', 'orgstrap.ts')]);
});
