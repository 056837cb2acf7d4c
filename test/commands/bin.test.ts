import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { EXIT } from '../../lib/domain/failure';

const ROOT = join(__dirname, '..', '..');

function orgstrap(...argv: string[]) {
  const args = ['--import', 'tsx', join('bin', 'orgstrap.ts'), ...argv];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe('the program orgstrap', () => {
  test('refuses an unknown command with 2', () => {
    expect(orgstrap('deploy')).toMatchObject({ status: EXIT.unusable, stdout: '' });
  });

  test('validates an example against the services that have a policy file', () => {
    expect(orgstrap('validate', '--config', 'examples/four-accounts.yaml')).toEqual({
      status: EXIT.done,
      stdout: 'examples/four-accounts.yaml is valid: 3 environments, 3 product accounts, 1 pipeline, 7 services\n',
      stderr: '',
    });
  });
});
