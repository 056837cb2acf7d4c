import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT } from '../../../lib/domain/failure';
import { ROOT } from '../../support/examples';

test('the program reports on an example: nothing open, every reason, the version, and lines of the sources', () => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      '--import',
      'tsx',
      join('bin', 'orgstrap.ts'),
      'nag',
      '--config',
      'examples/two-accounts.yaml',
      '--format',
      'json',
    ],
    { cwd: ROOT, encoding: 'utf8', maxBuffer: 2 ** 26 },
  );
  expect(stderr).toMatch(/^orgstrap nag: no findings, \d+ acknowledged with a reason\n$/);
  expect(status).toBe(EXIT.done);
  const report = JSON.parse(stdout);
  expect(report.orgstrap).toBe(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version);
  expect(report.checks).toContain('CloudFormation Validate');
  expect(report.findings).toEqual([]);
  for (const { places } of report.acknowledged) {
    const [{ path, line }] = places;
    const text = readFileSync(join(ROOT, path), 'utf8').split('\n')[line - 1];
    expect(text).toMatch(path.startsWith('policies/') ? /"Sid"/ : /new Cfn\w+\(/);
  }
});
