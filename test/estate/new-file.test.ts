import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeNewFile } from '../../lib/estate/new-file';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orgstrap-new-file-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a new file has the text, and nothing is left beside it', () => {
  const file = join(folder, 'org.yaml');
  writeNewFile(file, 'Grüße\n');
  expect(readFileSync(file, 'utf8')).toBe('Grüße\n');
  expect(readdirSync(folder)).toEqual(['org.yaml']);
});

test.each([
  ['a file', (file: string) => writeFileSync(file, 'before')],
  ['a folder', (file: string) => mkdirSync(file)],
  ['a link to nothing', (file: string) => symlinkSync(join(folder, 'nothing'), file)],
])('%s that is there is left as it is', (_, make) => {
  const file = join(folder, 'org.yaml');
  make(file);
  expect(() => writeNewFile(file, 'after')).toThrow(`${file} is there already, and was left as it is`);
  expect(readdirSync(folder)).toEqual(['org.yaml']);
});

test('what the system says of a folder that is not there is not hidden', () => {
  expect(() => writeNewFile(join(folder, 'no', 'org.yaml'), 'text')).toThrow(/ENOENT/);
});
