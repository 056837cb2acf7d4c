import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { replaceFile } from '../../lib/estate/files';

let folder = '';
let file = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orgstrap-'));
  file = join(folder, 'config');
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function modeOf(path: string): string {
  return (statSync(path).mode & 0o7777).toString(8);
}

test('a new file and its new folder are private', () => {
  const deep = join(folder, '.aws', 'config');
  replaceFile(deep, (text) => `${text}new\n`);
  expect(readFileSync(deep, 'utf8')).toBe('new\n');
  expect([modeOf(deep), modeOf(join(folder, '.aws'))]).toEqual(['600', '700']);
});

test('every byte that is left alone stays, and so does the mode', () => {
  const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
  writeFileSync(file, bytes);
  chmodSync(file, 0o664);
  replaceFile(file, (text) => `${text}more`);
  expect(readFileSync(file).equals(Buffer.concat([bytes, Buffer.from('more')]))).toBe(true);
  expect(modeOf(file)).toBe('664');
  expect(readdirSync(folder)).toEqual(['config']);
});

test.each([true, false])('a symbolic link stays one, and what it points to is written, there before: %p', (exists) => {
  const target = join(folder, 'dotfiles-config');
  if (exists) writeFileSync(target, 'old');
  symlinkSync('dotfiles-config', file);
  replaceFile(file, () => 'new');
  expect(lstatSync(file).isSymbolicLink()).toBe(true);
  expect(readFileSync(target, 'utf8')).toBe('new');
});

test('the file is another one, so that whoever reads the earlier text reads it to its end', () => {
  writeFileSync(file, 'old');
  const before = statSync(file).ino;
  replaceFile(file, () => 'new');
  expect(statSync(file).ino).not.toBe(before);
});

test('a text that stays the same is not written', () => {
  writeFileSync(file, 'same');
  const before = statSync(file).ino;
  replaceFile(file, (text) => text);
  expect(statSync(file).ino).toBe(before);
});

test('a change that fails leaves the file as it was, and nothing beside it', () => {
  writeFileSync(file, 'old');
  expect(() =>
    replaceFile(file, () => {
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(readFileSync(file, 'utf8')).toBe('old');
  expect(readdirSync(folder)).toEqual(['config']);
});
