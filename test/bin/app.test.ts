import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isCompiled, noteSources } from '../../bin/compiled.cjs';
import { ROOT } from '../support/examples';

/** A package with an app that says what it was started from, and its build. */
function built(): string {
  const root = mkdtempSync(join(tmpdir(), 'orgstrap-launch-'));
  for (const folder of ['bin', 'lib/deep', 'dist/bin']) mkdirSync(join(root, folder), { recursive: true });
  for (const file of ['app.cjs', 'compiled.cjs']) cpSync(join(ROOT, 'bin', file), join(root, 'bin', file));
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  writeFileSync(
    join(root, 'bin', 'app.ts'),
    "import { word } from '../lib/deep/word';\nconsole.log(word, 'source');\n",
  );
  writeFileSync(join(root, 'lib', 'deep', 'word.ts'), "export const word: string = 'the';\n");
  writeFileSync(join(root, 'dist', 'bin', 'app.js'), "console.log('the build');\n");
  noteSources(root);
  return root;
}

function started(root: string): string {
  // From another folder, as `cdk --app` may.
  return execFileSync(process.execPath, [join(root, 'bin', 'app.cjs')], { cwd: tmpdir(), encoding: 'utf8' }).trim();
}

describe('bin/app.cjs starts', () => {
  let root = '';
  beforeEach(() => {
    root = built();
  });
  afterEach(() => rmSync(root, { recursive: true }));

  test('the build where the sources are those that it was made of, whatever the times of the files', () => {
    utimesSync(join(root, 'bin', 'app.ts'), new Date('2100-01-01'), new Date('2100-01-01'));
    expect(started(root)).toBe('the build');
  });

  test('the source where it was changed', () => {
    appendFileSync(join(root, 'lib', 'deep', 'word.ts'), '// changed\n');
    expect(started(root)).toBe('the source');
  });

  test('the build where there are no sources, as in the package', () => {
    rmSync(join(root, 'bin', 'app.ts'));
    rmSync(join(root, 'lib'), { recursive: true });
    expect(started(root)).toBe('the build');
  });

  test('the source where there is no build', () => {
    rmSync(join(root, 'dist'), { recursive: true });
    expect(started(root)).toBe('the source');
  });
});

describe('a build is not of the sources', () => {
  let root = '';
  beforeEach(() => {
    root = built();
    expect(isCompiled(root)).toBe(true);
  });
  afterEach(() => {
    expect(isCompiled(root)).toBe(false);
    rmSync(root, { recursive: true });
  });

  test('where one is new', () => {
    writeFileSync(join(root, 'lib', 'new.ts'), '');
  });
  test('where one is gone', () => {
    rmSync(join(root, 'lib', 'deep', 'word.ts'));
  });
  test('where one has another name', () => {
    cpSync(join(root, 'lib', 'deep', 'word.ts'), join(root, 'lib', 'deep', 'world.ts'));
    rmSync(join(root, 'lib', 'deep', 'word.ts'));
  });
  test('where it was not finished', () => {
    rmSync(join(root, 'dist', 'sources.sha256'));
  });
  test('where the note is damaged', () => {
    writeFileSync(join(root, 'dist', 'sources.sha256'), '');
  });
});
