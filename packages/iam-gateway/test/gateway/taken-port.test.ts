import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ROOT } from '../../../../test/support/examples';

jest.setTimeout(60_000);

test('a port that is taken is one line with what to do', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  const main = join(ROOT, 'packages', 'iam-gateway', 'main.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', main, '--emulator-port', '1', '--port', `${port}`], {
    cwd: ROOT,
  });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const [status] = await once(child, 'close');
  other.close();
  expect({ status, said }).toEqual({
    status: 3,
    said: `listen EADDRINUSE: address already in use 127.0.0.1:${port}: choose another --port, or leave it out for one that is free\n`,
  });
});
