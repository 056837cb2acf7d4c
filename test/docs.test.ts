import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';

const ROOT = join(__dirname, '..');
const NOT_OURS = /^(\.git|\.rehearsal|\.venv|cdk\.out|coverage|dist|node_modules)$|^\..*_cache$|^__pycache__$/;

/** Every file of the repository, and every folder with one in it. */
const FILES: readonly string[] = filesIn('');
const FOLDERS: ReadonlySet<string> = new Set(FILES.flatMap(foldersOf));
const PAGES = FILES.filter((file) => file.endsWith('.md'));

describe('the documents', () => {
  test('link to what is there', () => {
    expect(PAGES.length).toBeGreaterThan(20);
    expect(PAGES.flatMap((page) => brokenLinks(page, read(page)))).toEqual([]);
  });

  test('show each line of the threat table by tests', () => {
    const [, table = ''] = read('SECURITY.md').split('| the attacker holds |');
    const [, , ...rows] = (table.split('\n\n')[0] ?? '').split('\n');
    expect(rows.length).toBeGreaterThan(15);
    const claims = rows.filter((row) => !row.startsWith('| the management account |'));
    expect(claims.filter((row) => !/\]\(test\/[^)]+\) \|$/.test(row))).toEqual([]);
  });

  test('name files and folders that are there', () => {
    // What was decided or done tells of the tree of its day.
    const current = PAGES.filter((page) => page !== 'CHANGELOG.md' && !/\*\*Status\*\*: superseded/.test(read(page)));
    expect(current.flatMap((page) => unknownPaths(page, read(page)))).toEqual([]);
  });

  test.each([
    ['a link to nothing', brokenLinks('docs/audit.md', '[x](nothing.md)'), ['docs/audit.md: nothing.md']],
    ['a heading that is not there', brokenLinks('README.md', '[x](docs/audit.md#no)'), ['README.md: docs/audit.md#no']],
    ['a heading that is there', brokenLinks('README.md', '[x](docs/architecture.md#limits)'), []],
    ['a folder that is gone', unknownPaths('README.md', '`lib/cli/main.ts`'), ['README.md: lib/cli/main.ts']],
    ['a file without its folder', unknownPaths('README.md', '`nothing.ts`'), ['README.md: nothing.ts']],
    ['a pattern that fits', unknownPaths('README.md', '`lib/commands/VERB/*.command.ts`'), []],
    ['a pattern that fits nothing', unknownPaths('README.md', '`lib/*.words.ts`'), ['README.md: lib/*.words.ts']],
    ['a path of its own folder', unknownPaths('packages/rehearsal/README.md', '`steps/`, `scenario.ts`'), []],
    ['what is not of this repository', unknownPaths('README.md', '`user/orgstrap/people/*` `backend.tf` `a/b`'), []],
  ])('have a check that knows %s', (_, found, expected) => {
    expect(found).toEqual(expected);
  });
});

describe('the glossary', () => {
  const carried = lastColumn(read('docs/glossary.md'));
  const sources = FILES.filter((file) => /^(bin|lib|packages)\/.*\.(ts|py)$/.test(file) && !/\/tests?\//.test(file));
  const declared = new Map(sources.map((file) => [file, declaredIn(read(file))]));

  test('names types and functions that the sources declare', () => {
    expect(carried.length).toBeGreaterThan(50);
    const names = new Set([...declared.values()].flatMap((each) => [...each]));
    expect(carried.filter((word) => isName(word) && !names.has(word))).toEqual([]);
  });

  test('says of names in which folder they are', () => {
    const placed = lastCells(read('docs/glossary.md')).flatMap(placesIn);
    expect(placed.length).toBeGreaterThan(10);
    expect(placed.filter(({ name, folder }) => !isDeclaredBelow(folder, name))).toEqual([]);
  });

  test('names folders and files that are there', () => {
    expect(carried.filter((word) => !isName(word) && !isThere(word))).toEqual([]);
  });

  function isDeclaredBelow(folder: string, name: string): boolean {
    return [...declared].some(([file, names]) => file.startsWith(`${folder}/`) && names.has(name));
  }
});

function brokenLinks(page: string, text: string): readonly string[] {
  // What stands in backticks links nowhere, whatever it looks like.
  const plain = withoutBlocks(text).replace(/`[^`\n]*`/g, 'code');
  return [...plain.matchAll(/\]\(([^)\s]+)(?: "[^"]*")?\)/g)]
    .map(([, link = '']) => link)
    .filter((link) => !/^[a-z]+:/.test(link) && !leadsSomewhere(page, link))
    .map((link) => `${page}: ${link}`);
}

function leadsSomewhere(page: string, link: string): boolean {
  const [path = '', heading] = link.split('#');
  const target = path === '' ? page : posix.join(dirname(page), path);
  if (!isThere(target)) return false;
  return heading === undefined || headingsOf(read(target)).includes(heading);
}

/** As GitHub makes the ids of headings. */
function headingsOf(text: string): readonly string[] {
  return [...withoutBlocks(text).matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** What stands in backticks, looks like a path of this repository, and is none; a path may begin at the folder of the page. */
function unknownPaths(page: string, text: string): readonly string[] {
  const folder = dirname(page);
  return wordsInCode(text)
    .filter((word) => !isThere(word) && !isThere(posix.join(folder, word)))
    .filter((word) => mustBeOurs(word, folder))
    .map((word) => `${page}: ${word}`);
}

function mustBeOurs(word: string, folder: string): boolean {
  if (!/^[\w.@*-]+(\/[\w.@*-]+)*\/?$/.test(word)) return false;
  const first = word.split('/')[0] ?? '';
  if (word.includes('/')) return FOLDERS.has(first) || (folder !== '.' && FOLDERS.has(posix.join(folder, first)));
  return /\.(ts|cjs|py)$/.test(word) && !FILES.some((file) => patternOf(`**/${word}`).test(file));
}

function wordsInCode(text: string): readonly string[] {
  return [...withoutBlocks(text).matchAll(/`([^`\n]+)`/g)].map(([, word = '']) => word);
}

function withoutBlocks(text: string): string {
  return text.replace(/^ *```[\s\S]*?^ *```/gm, '');
}

function isThere(path: string): boolean {
  const plain = posix.normalize(path).replace(/\/$/, '');
  if (plain === '.' || FILES.includes(plain) || FOLDERS.has(plain)) return true;
  if (!/\*|[A-Z]{3}/.test(plain)) return false;
  const pattern = patternOf(plain);
  return [...FILES, ...FOLDERS].some((each) => pattern.test(each));
}

/** `*` and words in capitals stand for a part of a name, `**` for folders. */
function patternOf(path: string): RegExp {
  const source = path
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('**/', '\0')
    .replace(/\*|\b[A-Z]{3,}\b/g, '[^/]+')
    .replaceAll('\0', '(.*/)?');
  return new RegExp(`^${source}$`);
}

/** What stands in backticks in the last column of the tables. */
function lastColumn(text: string): readonly string[] {
  return lastCells(text).flatMap(wordsInCode);
}

function lastCells(text: string): readonly string[] {
  return text
    .split('\n')
    .filter((line) => /^\|.*\|$/.test(line))
    .map((line) => line.split(' | ').at(-1) ?? '');
}

/** "`one`, `other` in `folder`" */
function placesIn(cell: string): readonly { readonly name: string; readonly folder: string }[] {
  return [...cell.matchAll(/((?:`\w+`(?:, )?)+) in `([\w/-]+)`/g)].flatMap(([, names = '', folder = '']) =>
    wordsInCode(names).map((name) => ({ name, folder })),
  );
}

function isName(word: string): boolean {
  return /^\w+$/.test(word) && !FOLDERS.has(word);
}

/** Types, functions and constants, and the members of classes. */
function declaredIn(source: string): ReadonlySet<string> {
  const declarations =
    /\b(?:class|interface|type|const|function|def|enum) (\w+)|^ {2}(?:private |readonly |static |async )*(\w+)\(/gm;
  return new Set([...source.matchAll(declarations)].map(([, name, member]) => name ?? member ?? ''));
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter(({ name }) => !NOT_OURS.test(name))
    .flatMap((entry) => {
      const path = posix.join(folder, entry.name);
      return entry.isDirectory() ? filesIn(path) : [path];
    });
}

function foldersOf(path: string): readonly string[] {
  const folder = dirname(path);
  return folder === '.' ? [] : [folder, ...foldersOf(folder)];
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}
