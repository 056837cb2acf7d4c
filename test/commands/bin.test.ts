import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { EXIT } from '../../lib/domain/failure';
import { packageVersion } from '../../lib/policies/policies-folder';

const ROOT = join(__dirname, '..', '..');

function orgstrap(...argv: string[]) {
  const args = ['--import', 'tsx', join('bin', 'orgstrap.ts'), ...argv];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
  return { status, stdout, stderr };
}

/** The same in a shell, where pipes and redirections are. */
function inShell(command: string) {
  const program = `"${process.execPath}" --import tsx bin/orgstrap.ts`;
  const { status, stdout, stderr } = spawnSync('bash', ['-c', command.replace('orgstrap', program)], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'example' },
  });
  return { status, stdout, stderr };
}

describe('the program orgstrap', () => {
  test('refuses an unknown command with 2', () => {
    expect(orgstrap('deploy')).toMatchObject({ status: EXIT.unusable, stdout: '' });
  });

  test('validates an example against the services that have a policy file', () => {
    expect(orgstrap('validate', '--config', 'examples/two-accounts.yaml')).toEqual({
      status: EXIT.done,
      stdout: 'examples/two-accounts.yaml is valid: 1 environment, 1 product account, 1 pipeline, 3 services\n',
      stderr: '',
    });
  });

  test('says its version, and of which Node.js it is not', () => {
    expect(orgstrap('--version')).toEqual({ status: EXIT.done, stdout: `${packageVersion()}\n`, stderr: '' });
  });

  test('ends as it would where whoever reads has read enough', () => {
    const example = '--config examples/four-accounts.yaml';
    expect(inShell(`orgstrap validate ${example} --json | true`)).toEqual({
      status: EXIT.done,
      stdout: '',
      stderr: '',
    });
  });

  test('says in one line that the result went to a full disk', () => {
    expect(inShell('orgstrap validate --config examples/two-accounts.yaml > /dev/full')).toEqual({
      status: EXIT.unusable,
      stdout: '',
      stderr: expect.stringMatching(/^orgstrap: the result cannot be written: ENOSPC[^\n]*\n$/),
    });
  });

  test('says in one line, and with no warning of the SDK, that nobody answers', () => {
    const { status, stderr } = inShell(
      'AWS_ENDPOINT_URL=http://127.0.0.1:9 orgstrap doctor --config examples/four-accounts.yaml',
    );
    expect(status).toBe(EXIT.incomplete);
    expect(stderr).toMatch(/^(doctor: [^\n]+\n)?orgstrap: AWS cannot be reached for sts:GetCallerIdentity: [^\n]+\n$/);
  });

  test('ends with 130 on Ctrl-C, and says so', () => {
    // A server that says who connects, and never answers: whoever asks it hears signals by then, however long it took to load.
    const server =
      "require('net').createServer(() => console.log('asked')).listen(0, function () { console.log(this.address().port) })";
    const script = [
      `exec 3< <(exec "${process.execPath}" -e "${server}"); server=$!; read -r port <&3`,
      `AWS_ENDPOINT_URL=http://127.0.0.1:$port orgstrap doctor --config examples/four-accounts.yaml & command=$!`,
      'read -r -t 100 asked <&3; kill -INT $command; wait $command; status=$?; kill $server; exit $status',
    ];
    expect(inShell(`set -m; ${script.join('\n')}`)).toMatchObject({
      status: EXIT.interrupted,
      stderr: expect.stringContaining('orgstrap: interrupted\n'),
    });
  });
});
