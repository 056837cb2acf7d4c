import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifiedJson } from '../../../lib/commands/live-checks.text';
import { readVerifyFile } from '../../../lib/commands/status/verify-file';
import type { VerifiedAccount } from '../../../lib/commands/verify/verify';
import { isAccountId } from '../../../lib/domain/ids';

function written(text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'orgstrap-status-')), 'verify.json');
  writeFileSync(file, text);
  return file;
}

describe('a file of verify', () => {
  test('is what orgstrap verify --json writes', () => {
    const id = '444444444444';
    if (!isAccountId(id)) throw new Error('it is no account');
    const account: VerifiedAccount = {
      id,
      name: 'dev',
      checks: [{ kind: 'role-trust', name: 'trust', why: 'because', result: 'finding', found: 'a stranger' }],
    };
    const file = written(verifiedJson([account], []));
    expect(readVerifyFile(file)).toEqual({ file, accounts: [expect.objectContaining({ id, name: 'dev' })] });
  });

  test.each([
    ['no JSON', '{'],
    ['something else', '[]'],
    ['accounts without checks', '{"accounts": [{"id": "444444444444", "name": "dev"}]}'],
    ['checks without a result', '{"accounts": [{"id": "1", "name": "dev", "checks": [{"name": "x", "found": "y"}]}]}'],
  ])('is refused where it is %s, with the command that writes one', (_, text) => {
    const file = written(text);
    expect(() => readVerifyFile(file)).toThrow(
      expect.objectContaining({
        code: 'UnusableVerifyFile',
        message: expect.stringContaining(`verify --json > ${file}`),
      }),
    );
  });

  test('is refused where it is not there', () => {
    expect(() => readVerifyFile('/nowhere/verify.json')).toThrow(/ENOENT/);
  });
});
