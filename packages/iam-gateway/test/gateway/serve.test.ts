import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CodeVerifier } from '../../authorization/totp';
import { Gateway } from '../../gateway/gateway';
import { Journal } from '../../gateway/journal';
import { Emulator, type Served, serve } from '../../gateway/serve';
import { TrailHistory } from '../../trail/trail-history';
import { GatewayInTest, NOW } from './support/gateway';
import { signed } from './support/signed';

interface Heard {
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly url: string;
  readonly body: string;
}

describe('over the network', () => {
  const heard: Heard[] = [];
  const running: { upstream?: Server; emulator?: Emulator; served?: Served } = {};

  beforeAll(async () => {
    const upstream = createServer(async (asked, answer) => {
      const chunks: Buffer[] = [];
      for await (const chunk of asked) chunks.push(chunk);
      heard.push({ headers: asked.headers, url: asked.url ?? '', body: Buffer.concat(chunks).toString() });
      answer.writeHead(asked.method === 'HEAD' ? 404 : 200, { etag: '"x"', 'x-amz-version-id': '1' });
      answer.end(asked.method === 'HEAD' ? undefined : 'an object');
    });
    await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
    const emulator = new Emulator((upstream.address() as AddressInfo).port);
    const { cache } = new GatewayInTest();
    const hosts = new Set(['localhost:4566', '127.0.0.1:4566']);
    const served = await serve(
      () =>
        new Gateway({
          hosts,
          cache,
          journal: new Journal(),
          emulator,
          keysOfIssuer: () => undefined,
          now: () => NOW,
          codes: new CodeVerifier(() => NOW),
          trail: new TrailHistory(),
          homeRegion: 'eu-west-1',
        }),
    );
    Object.assign(running, { upstream, emulator, served });
  });

  afterAll(async () => {
    await running.served?.close();
    running.emulator?.close();
    running.upstream?.close();
  });

  const ask = (method: string, target: string, body = '') => {
    const wire = signed({ service: 's3', method, target, body });
    const headers = [...wire.headers.flat(), 'Connection', 'keep-alive', 'Transfer-Encoding', 'chunked'];
    const options = { host: '127.0.0.1', port: running.served?.port, method, path: target, headers };
    return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: string }>((resolve, reject) => {
      const sent = request({ ...options, setHost: false }, async (answer) => {
        const chunks: Buffer[] = [];
        for await (const chunk of answer) chunks.push(chunk);
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks).toString() });
      });
      sent.once('error', reject);
      sent.end(body);
    });
  };

  test('a request is passed on with its length, and its answer comes back', async () => {
    const { status, headers, body } = await ask('PUT', '/plain/env%3A/a', 'content');
    expect([status, body, headers.etag, headers['x-amz-version-id']]).toEqual([200, 'an object', '"x"', '1']);
    expect(heard.at(-1)).toMatchObject({ url: '/plain/env%3A/a', body: 'content' });
    expect(heard.at(-1)?.headers).toMatchObject({ 'content-length': '7', host: '127.0.0.1:4566' });
    expect(heard.at(-1)?.headers).not.toHaveProperty('transfer-encoding');
  });

  test('HEAD comes back without a body', async () => {
    expect(await ask('HEAD', '/plain/a')).toMatchObject({ status: 404, body: '' });
  });

  test('a refusal reaches nobody behind the gateway', async () => {
    const before = heard.length;
    expect(await ask('GET', '/moto-api/reset')).toMatchObject({ status: 400 });
    expect(heard).toHaveLength(before);
  });
});
