import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findCdk } from '../../../lib/commands/deploy/cdk-cli';
import { EXIT } from '../../../lib/domain/failure';
import { ROOT } from '../../support/examples';

let project: string;
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'orgstrap-project-'));
});
afterEach(() => rmSync(project, { recursive: true }));

function installed(version: string): void {
  const folder = join(project, 'node_modules', 'aws-cdk');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'aws-cdk', version, bin: { cdk: 'bin/cdk' } }));
}

test('the CDK CLI is that of the project, as for npx cdk', () => {
  installed('1.2.3');
  expect(findCdk(project, '1.2.3')).toEqual({
    program: join(project, 'node_modules', 'aws-cdk', 'bin', 'cdk'),
    version: '1.2.3',
  });
});

test('it is the one beside orgstrap where the project has none', () => {
  const { program, version } = findCdk(project);
  expect(program).toBe(join(ROOT, 'node_modules', 'aws-cdk', 'bin', 'cdk'));
  expect(version).toBe('2.1148.1');
});

test('another version is refused with the one that is needed', () => {
  installed('3.0.0');
  expect(() => findCdk(project, '2.1148.1')).toThrow(
    expect.objectContaining({
      code: 'OtherCdk',
      exitStatus: EXIT.incomplete,
      message: expect.stringContaining('npm install --save-exact aws-cdk@2.1148.1'),
    }),
  );
});
