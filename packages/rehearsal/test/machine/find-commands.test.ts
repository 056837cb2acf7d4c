import type { ChildProcesses } from '../../machine/child-processes';
import { findAwsCli } from '../../machine/find-commands';

const found = (answer: { readonly status: number; readonly output: string } | undefined) =>
  findAwsCli({ runIfThere: () => Promise.resolve(answer) } as unknown as ChildProcesses, {});

test.each([
  ['aws-cli/1.45.11 Python/3.11.7 Linux/6.18.44 botocore/1.43.11\n', '1.45.11'],
  ['aws-cli/2.31.0 Python/3.13.7 Darwin/24.6.0 exe/arm64\n', '2.31.0'],
])('the AWS CLI that says %j is version %s', async (output, version) => {
  expect(await found({ status: 0, output })).toEqual({ command: 'aws', version });
});

test.each([
  ['there is none', undefined],
  ['it does not run with another home', { status: 1, output: 'ModuleNotFoundError: awscli' }],
  ['another program has its name', { status: 0, output: 'aws, a web server\n' }],
])('nothing is found where %s', async (_, answer) => {
  expect(await found(answer)).toBeUndefined();
});
