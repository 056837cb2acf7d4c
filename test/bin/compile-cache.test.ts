import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../support/examples';

/** The folders that the module, loaded with such an environment, gave to a Node.js that has compile caches. */
function foldersWith(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  const folders: string[] = [];
  const before = process.env;
  process.env = { ...env };
  try {
    jest.isolateModules(() => {
      jest.doMock('node:module', () => ({ enableCompileCache: (folder: string) => folders.push(folder) }));
      require('../../bin/compile-cache');
    });
  } finally {
    process.env = before;
    jest.dontMock('node:module');
  }
  return folders;
}

describe('what V8 compiled is kept', () => {
  test('in the folder that XDG_CACHE_HOME names', () => {
    expect(foldersWith({ XDG_CACHE_HOME: '/caches', HOME: '/home/ada' })).toEqual(['/caches/orgstrap']);
  });

  test('in .cache of the home where XDG_CACHE_HOME is absent or empty', () => {
    expect(foldersWith({ HOME: '/home/ada' })).toEqual(['/home/ada/.cache/orgstrap']);
    expect(foldersWith({ XDG_CACHE_HOME: '', HOME: '/home/ada' })).toEqual(['/home/ada/.cache/orgstrap']);
  });

  test('nowhere without a home: the folder that Node.js would choose is open to others', () => {
    expect(foldersWith({})).toEqual([]);
  });

  test.each(['app.ts', 'orgstrap.ts'])('from the first import of bin/%s on', (file) => {
    const [first] = readFileSync(join(ROOT, 'bin', file), 'utf8').match(/^import .*$/m) ?? [];
    expect(first).toBe("import './compile-cache';");
  });
});
