import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { get } from 'node:https';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { compiled } from './compiled';
import type { Run } from './measure';
import type { Seen } from './verify-stub';

/** A stub of AWS for a configuration, in a process of its own. */
export interface Stub {
  readonly config: string;
  readonly folder: string;
  readonly port: string;
  /** What it saw since this was last asked. */
  seen(): Promise<Seen>;
  /** Writes down what each account was asked, and answers the file. */
  calls(): Promise<string>;
  stop(): void;
}

export async function startStub(config: string, folder: string): Promise<Stub> {
  const child = spawn(process.execPath, [compiled('verify-stub'), config, folder], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [port] = await once(child, 'message');
  const ask = async (path: string) => {
    const ca = readFileSync(join(folder, 'stub.pem'));
    const [response] = await once(get({ host: '127.0.0.1', port, path, ca, agent: false }), 'response');
    const chunks: Uint8Array[] = [];
    for await (const chunk of response) chunks.push(chunk);
    return Buffer.concat(chunks).toString();
  };
  return {
    config,
    folder,
    port: String(port),
    seen: async () => JSON.parse(await ask('/seen')),
    calls: async () => {
      await ask('/calls');
      return join(folder, 'calls.json');
    },
    stop: () => child.disconnect(),
  };
}

/** One run of a program against a stub. */
export interface StubbedRun extends Run, Seen {
  /** Until the first line on stderr. */
  readonly firstLineSeconds: number;
}

/** @throws Error with what the program wrote, where it does not end with 0 */
export async function runAgainst(stub: Stub, program: string, args: readonly string[]): Promise<StubbedRun> {
  const { folder, port } = stub;
  await stub.seen();
  const usageFile = join(folder, 'usage.json');
  const start = performance.now();
  const child = spawn(process.execPath, ['-r', compiled('usage-at-exit'), compiled(program), ...args], {
    env: {
      ...process.env,
      BENCH_USAGE: usageFile,
      NODE_EXTRA_CA_CERTS: join(folder, 'stub.pem'),
      // By its number, so that S3 puts the names of buckets into the path: nobody knows a host of such a name.
      AWS_ENDPOINT_URL: `https://127.0.0.1:${port}`,
      AWS_ACCESS_KEY_ID: 'ASIA333333333333',
      AWS_SECRET_ACCESS_KEY: 'example',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    },
  });
  let firstLineSeconds = Number.NaN;
  let said = '';
  child.stderr.on('data', (text) => {
    if (said === '') firstLineSeconds = (performance.now() - start) / 1000;
    said += text;
  });
  child.stdout.on('data', (text) => {
    said += text;
  });
  const [status] = await once(child, 'close');
  const wallSeconds = (performance.now() - start) / 1000;
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}:\n${said.slice(-2_000)}`);
  return { ...JSON.parse(readFileSync(usageFile, 'utf8')), wallSeconds, firstLineSeconds, ...(await stub.seen()) };
}
