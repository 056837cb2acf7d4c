import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { IAMClient } from '@aws-sdk/client-iam';
import { STSClient } from '@aws-sdk/client-sts';
import { IamAccountSummary } from '../../lib/aws/account-summary';
import { StsCaller } from '../../lib/aws/caller';
import { clientSettings } from '../../lib/aws/client-settings';
import { EXIT } from '../../lib/domain/failure';

let server: Server | undefined;

afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => server?.close(resolve) ?? resolve(undefined));
  server = undefined;
});

/** Settings for clients of a server on this machine that does as a listener says, and waits no longer than a moment. */
async function settingsFor(listener: RequestListener) {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const started = createServer(listener);
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  const { port } = Object(started.address()) as AddressInfo;
  return {
    ...clientSettings('eu-west-1', { connection: 1_000, attempt: 150 }),
    endpoint: `http://127.0.0.1:${port}`,
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' },
  };
}

async function callerOf(listener: RequestListener) {
  const requests: number[] = [];
  const settings = await settingsFor((request, response) => {
    requests.push(Date.now());
    listener(request, response);
  });
  const begun = Date.now();
  const failure: unknown = await new StsCaller(new STSClient(settings)).account().catch((error: unknown) => error);
  return { failure, requests: requests.length, milliseconds: Date.now() - begun };
}

test('a call that nobody answers ends, after three attempts', async () => {
  const { failure, requests, milliseconds } = await callerOf(() => undefined);
  expect(failure).toMatchObject({ code: 'AwsSilent' });
  expect(requests).toBe(3);
  expect(milliseconds).toBeLessThan(5_000);
});

test('an answer that begins and never ends is none, however much of it comes', async () => {
  const { failure, milliseconds } = await callerOf((_, response) => {
    response.writeHead(200, { 'content-type': 'text/xml' });
    const dripping = setInterval(() => response.write(' '), 20);
    response.on('close', () => clearInterval(dripping));
  });
  expect(failure).toMatchObject({ exitStatus: EXIT.incomplete });
  expect(milliseconds).toBeLessThan(10_000);
});

test.each([200, 302, 403, 404])('a page with the status %i is not taken for an answer', async (status) => {
  const { failure, requests } = await callerOf((_, response) => {
    response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end('<html><body>Sign in</body></html>');
  });
  expect(failure).toMatchObject({
    code: 'NotAws',
    message: expect.stringMatching(/^[^<\n]+sts:GetCallerIdentity[^<\n]+$/),
  });
  expect(requests).toBe(1);
});

test('an answer of an emulator that calls its XML a page is an answer', async () => {
  const settings = await settingsFor((_, response) => {
    const result = '<GetCallerIdentityResult><Account>333333333333</Account></GetCallerIdentityResult>';
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(`<?xml version="1.0"?><GetCallerIdentityResponse>${result}</GetCallerIdentityResponse>`);
  });
  expect(await new StsCaller(new STSClient(settings)).account()).toBe('333333333333');
});

test('a page that begins and never ends is an answer that never ends', async () => {
  const { failure, milliseconds } = await callerOf((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.write('<html>');
  });
  expect(failure).toMatchObject({ exitStatus: EXIT.incomplete });
  expect(milliseconds).toBeLessThan(10_000);
});

test('a page of a load balancer that fails is a failure of AWS', async () => {
  const { failure, requests } = await callerOf((_, response) => {
    response.writeHead(503, { 'content-type': 'text/html' }).end('<html>503</html>');
  });
  expect(failure).toMatchObject({ code: 'AwsBroken' });
  expect(requests).toBe(6);
});

// Jest gives the SDK errors of Node.js that are none for it; `aws-errors.test.ts` has what it makes of them outside.
test('a connection that breaks off leaves the answer unknown', async () => {
  const { failure, requests } = await callerOf(({ socket }) => socket.destroy());
  expect(failure).toMatchObject({ exitStatus: EXIT.incomplete });
  expect(requests).toBeGreaterThan(0);
});

test('clients with the same settings share connections', async () => {
  const ports = new Set<number>();
  const settings = await settingsFor(({ socket }, response) => {
    ports.add(socket.remotePort ?? 0);
    const summary = ['AccountMFAEnabled', 'AccountAccessKeysPresent'].map(
      (key) => `<entry><key>${key}</key><value>0</value></entry>`,
    );
    const result = `<GetAccountSummaryResult><SummaryMap>${summary.join('')}</SummaryMap></GetAccountSummaryResult>`;
    response
      .setHeader('content-type', 'text/xml')
      .end(`<GetAccountSummaryResponse>${result}</GetAccountSummaryResponse>`);
  });
  for (let client = 0; client < 5; client++) await new IamAccountSummary(new IAMClient(settings)).rootUser();
  expect(ports.size).toBe(1);
});
