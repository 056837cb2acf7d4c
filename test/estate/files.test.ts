import {
  chmodSync,
  lstatSync,
  mkdirSync,
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
import { EXIT } from '../../lib/domain/failure';
import { NOT_OURS, orCannotWrite, replaceFile, writeFiles } from '../../lib/estate/files';

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

test('a symbolic link stays one, and what it points to is written', () => {
  const target = join(folder, 'dotfiles-config');
  writeFileSync(target, 'old');
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

describe('a link that leads to nothing', () => {
  const writings: readonly (readonly [string, () => unknown])[] = [
    ['replaced', () => replaceFile(file, () => 'new')],
    ['written', () => writeFiles({ config: 'new' }, folder, () => undefined)],
  ];

  test.each(writings)('is not followed where a file is %s', (_, write) => {
    symlinkSync('nowhere', file);
    expect(write).toThrow(expect.objectContaining({ code: 'DanglingLink', exitStatus: EXIT.unusable }));
    expect(readdirSync(folder)).toEqual(['config']);
  });
});

describe('files that orgstrap writes', () => {
  const ours = (_: string, text: string) => (text.startsWith('ours') ? undefined : NOT_OURS);

  test('are for everybody to read, as far as the process lets them, and keep the mode that somebody gave them', () => {
    writeFiles({ 'a/new': 'ours' }, folder, ours);
    expect(modeOf(join(folder, 'a', 'new'))).toBe((0o666 & ~process.umask()).toString(8));
    chmodSync(join(folder, 'a', 'new'), 0o640);
    writeFiles({ 'a/new': 'ours, later' }, folder, ours);
    expect(modeOf(join(folder, 'a', 'new'))).toBe('640');
    expect(readdirSync(join(folder, 'a'))).toEqual(['new']);
  });

  test('are other files afterwards, so that whoever reads the earlier text reads it to its end', () => {
    writeFileSync(file, 'ours');
    const before = statSync(file).ino;
    writeFiles({ config: 'ours, later' }, folder, ours);
    expect(statSync(file).ino).not.toBe(before);
  });

  test('never take the place of others, and then none is written', () => {
    writeFileSync(file, 'theirs');
    expect(() => writeFiles({ another: 'ours', config: 'ours' }, folder, ours)).toThrow(
      expect.objectContaining({ code: 'NotOurs', message: `${file} ${NOT_OURS}` }),
    );
    expect(readdirSync(folder)).toEqual(['config']);
    expect(readFileSync(file, 'utf8')).toBe('theirs');
  });

  test('take the place of an empty file, and go where a link leads', () => {
    writeFileSync(join(folder, 'target'), '');
    symlinkSync('target', file);
    writeFiles({ config: 'ours' }, folder, ours);
    expect(lstatSync(file).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, 'target'), 'utf8')).toBe('ours');
  });

  test('may be no files at all', () => {
    expect(writeFiles({ null: 'ours' }, '/dev', ours)).toEqual(['/dev/null']);
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  test.each([
    ['a folder is in the place of the file', () => mkdirSync(file), 'config'],
    ['a file is in the place of the folder', () => writeFileSync(file, 'theirs'), 'config/inner'],
  ])('cannot be written where %s, which is said in one line', (_, make, path) => {
    make();
    expect(() => writeFiles({ [path]: 'ours' }, folder, () => undefined)).toThrow(
      expect.objectContaining({
        code: 'CannotWrite',
        exitStatus: EXIT.unusable,
        message: expect.stringMatching(/^\S+config\S* cannot be written: E\w+: [^\n]+$/),
      }),
    );
  });

  test('leave errors that are none of the system as they are', () => {
    expect(() =>
      orCannotWrite('x', () => {
        throw new TypeError('odd');
      }),
    ).toThrow(TypeError);
  });
});
