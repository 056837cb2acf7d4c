import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { startCdk } from '../../../lib/commands/deploy/cdk-process';
import { ROOT } from '../../support/examples';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orgstrap-cdk-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function program(text: string): { readonly program: string; readonly version: string } {
  const file = join(folder, 'cdk.cjs');
  writeFileSync(file, text);
  return { program: file, version: '0.0.0' };
}

test('it gets its arguments, and each of its lines is told', async () => {
  const lines: string[] = [];
  const cdk = program("console.log(process.argv.slice(2).join(' ')); console.error('on stderr'); process.exitCode = 3");
  const { end } = startCdk(cdk, ['deploy', '--all'], (line) => lines.push(line));
  expect((await end).status).toBe(3);
  expect(lines.sort()).toEqual(['deploy --all', 'on stderr']);
});

test('no more than the last lines are kept, and none of them whole where it is endless', async () => {
  const cdk = program("for (let n = 0; n < 500; n++) console.log(n); console.log('x'.repeat(100000))");
  const { lastLines } = await startCdk(cdk, [], () => undefined).end;
  expect(lastLines).toHaveLength(60);
  expect(lastLines.at(-2)).toBe('499');
  expect(lastLines.at(-1)?.length).toBe(2_000);
});

test('it is asked to end', async () => {
  const { end, stop } = startCdk(program('setInterval(() => undefined, 1000)'), [], () => undefined);
  stop();
  expect((await end).status).toBe('SIGTERM');
});

test('it does not outlive who started it, even where that is killed', async () => {
  const alive = join(folder, 'alive');
  const { program: file } = program(
    `setInterval(() => require('node:fs').writeFileSync(${JSON.stringify(alive)}, String(Date.now())), 20)`,
  );
  const starter = join(folder, 'starter.ts');
  const module = join(ROOT, 'lib', 'commands', 'deploy', 'cdk-process.ts');
  writeFileSync(
    starter,
    `import { startCdk } from ${JSON.stringify(module)};\nvoid startCdk({ program: ${JSON.stringify(file)}, version: '' }, [], () => undefined).end;`,
  );
  const child = spawn(process.execPath, ['--import', 'tsx', starter], { cwd: ROOT, stdio: 'ignore' });
  for (let tries = 0; !existsSync(alive) && tries < 200; tries++) await setTimeout(100);
  child.kill('SIGKILL');
  await once(child, 'exit');
  await setTimeout(500);
  const last = readFileSync(alive, 'utf8');
  await setTimeout(300);
  expect(readFileSync(alive, 'utf8')).toBe(last);
}, 30_000);
