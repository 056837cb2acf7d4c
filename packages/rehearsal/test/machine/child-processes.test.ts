import { ChildProcesses } from '../../machine/child-processes';

const children = new ChildProcesses(new AbortController().signal);
const options = { cwd: '.', env: process.env };
const node = (script: string, input?: string) =>
  children.run(process.execPath, ['-e', script], { ...options, ...(input === undefined ? {} : { input }) });

const ECHO = 'process.stdin.pipe(process.stdout)';

test('a command reads what it is given, and then its input ends', async () => {
  expect((await node(ECHO, '123456\n')).stdout).toBe('123456\n');
});

test('without anything to read its input is empty', async () => {
  expect(await node(ECHO)).toMatchObject({ status: 0, stdout: '' });
});

test('a command that does not read is no error', async () => {
  expect((await node('process.exit(3)', 'x'.repeat(1_000_000))).status).toBe(3);
});
