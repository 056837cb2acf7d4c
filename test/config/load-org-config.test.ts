import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadOrgConfig } from '../../lib/config/load-org-config';
import { ROOT } from '../support/examples';
import { SERVICES, VALID } from './org-yaml';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orgstrap-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function onlyProblem(file: string) {
  const result = loadOrgConfig(file, () => SERVICES);
  expect(result).toMatchObject({ ok: false, problems: [{ file, line: 1, column: 1, path: '' }] });
  return result.ok ? undefined : result.problems[0];
}

describe('a configuration that cannot be read is a problem, not an exception', () => {
  test('a file that is not there', () => {
    expect(onlyProblem(join(folder, 'org.yaml'))).toMatchObject({
      found: 'no such file',
      fix: 'name it with --config FILE, or copy examples/four-accounts.yaml',
    });
  });

  test('a file in a folder that is a file', () => {
    writeFileSync(join(folder, 'org'), '');
    expect(onlyProblem(join(folder, 'org', 'org.yaml'))).toMatchObject({ found: 'no such file' });
  });

  test('a directory', () => {
    mkdirSync(join(folder, 'org.yaml'));
    expect(onlyProblem(join(folder, 'org.yaml'))).toMatchObject({ found: 'a directory' });
  });

  test('a link to itself', () => {
    symlinkSync(join(folder, 'org.yaml'), join(folder, 'org.yaml'));
    expect(onlyProblem(join(folder, 'org.yaml'))).toMatchObject({ found: 'a path that leads nowhere (ELOOP)' });
  });

  test('a name that no file can have', () => {
    expect(onlyProblem('org\0.yaml')).toMatchObject({ found: 'a path that leads nowhere (ERR_INVALID_ARG_VALUE)' });
    expect(onlyProblem('o'.repeat(5_000))).toMatchObject({ found: 'a path that leads nowhere (ENAMETOOLONG)' });
  });

  test('a file that is larger than any org.yaml', () => {
    writeFileSync(join(folder, 'org.yaml'), '#'.repeat(1024 * 1024 + 1));
    expect(onlyProblem(join(folder, 'org.yaml'))).toMatchObject({ found: 'a file of 1048577 bytes' });
  });

  test.each([
    ['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(VALID, 'utf16le')])],
    ['UTF-16', Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(VALID, 'utf16le').swap16()])],
    ['another encoding', Buffer.from(`# Zürich\n${VALID}`, 'latin1')],
  ])('a file in %s', (encoding, bytes) => {
    writeFileSync(join(folder, 'org.yaml'), bytes);
    expect(onlyProblem(join(folder, 'org.yaml'))).toMatchObject({
      found: `a file in ${encoding}`,
      expected: 'a file in UTF-8',
      fix: 'save it as UTF-8',
    });
  });

  test('a device that never ends', () => {
    expect(onlyProblem('/dev/zero')).toMatchObject({ found: 'something that is not a file' });
  });

  // Root may read everything.
  (process.getuid?.() === 0 ? test.skip : test)('a file without read permission', () => {
    writeFileSync(join(folder, 'org.yaml'), VALID);
    chmodSync(join(folder, 'org.yaml'), 0);
    expect(onlyProblem(join(folder, 'org.yaml'))).toMatchObject({ found: 'a file that you may not read' });
  });
});

test('a configuration that can be read is parsed against the services that exist', () => {
  writeFileSync(join(folder, 'org.yaml'), VALID);
  expect(loadOrgConfig(join(folder, 'org.yaml'), () => SERVICES)).toMatchObject({ ok: true });
  expect(loadOrgConfig(join(folder, 'org.yaml'), () => ['s3'])).toMatchObject({
    ok: false,
    problems: [{ line: 18, column: 18, path: 'terraform.services[1]', found: 'the unknown service "ec2"' }],
  });
});

test('a configuration that comes through a pipe is read', () => {
  const program = `
    const { loadOrgConfig } = require('./lib/config/load-org-config');
    console.log(loadOrgConfig('/dev/stdin', () => ${JSON.stringify(SERVICES)}).ok);`;
  const command = `cat | "${process.execPath}" --import tsx -e '${program.replaceAll("'", `'\\''`)}'`;
  expect(execFileSync('bash', ['-c', command], { cwd: ROOT, input: VALID, encoding: 'utf8' })).toBe('true\n');
});
