import { Agent, createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Outgoing } from '../requests/rebuilt-request';
import type { WireRequest } from '../requests/wire-request';
import type { Answer, Streamed } from './answers';

/** Answers requests: with something of its own, or with what the emulator answers. */
export interface Answerer {
  answer(wire: WireRequest): Promise<Streamed | Answer>;
}

/** A web server on this machine's loopback, on a port of its own. */
export interface Served {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * @param make - told the port, because who answers must know under which hosts it is reached
 * @param wanted - the port to listen on; 0 for one that is free
 */
export async function serve(make: (port: number) => Answerer, wanted = 0): Promise<Served> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(wanted, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const answerer = make(port);
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    void answer(answerer, request, response).catch((error: unknown) => {
      // The client has gone, or the emulator has: there is nobody to tell.
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
  return { port, close: () => close(server) };
}

async function answer(answerer: Answerer, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = '', url = '' } = request;
  const answered = await answerer.answer({ method, target: url, headers: pairs(request), body: await bodyOf(request) });
  if ('body' in answered) {
    response.writeHead(answered.status, { ...answered.headers, 'content-length': Buffer.byteLength(answered.body) });
    response.end(answered.body);
    return;
  }
  response.writeHead(answered.statusCode ?? 502, withoutHops(answered));
  for await (const chunk of answered) response.write(chunk);
  response.end();
}

function pairs({ rawHeaders }: IncomingMessage): readonly (readonly [string, string])[] {
  return Array.from({ length: rawHeaders.length / 2 }, (_, index) => [
    rawHeaders[index * 2] ?? '',
    rawHeaders[index * 2 + 1] ?? '',
  ]);
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const HOPS: ReadonlySet<string> = new Set(['connection', 'keep-alive', 'transfer-encoding']);

function withoutHops(answered: Streamed): Record<string, string | string[] | undefined> {
  return Object.fromEntries(Object.entries(answered.headers).filter(([name]) => !HOPS.has(name)));
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** Where AWS is, for everybody in a rehearsal. */
export interface Endpoints {
  /** For everything but S3: the SDKs put bucket names into host names, and names under localhost resolve nowhere. */
  readonly endpoint: string;
  /** For S3: at an IP address the SDKs put bucket names into paths. */
  readonly s3Endpoint: string;
}

/** The hosts under which a port of this machine is reached, as they stand in requests. */
export function hostsOf(port: number): readonly [name: string, address: string] {
  return [`localhost:${port}`, `127.0.0.1:${port}`];
}

export function endpointsAt(port: number): Endpoints {
  const [name, address] = hostsOf(port);
  return { endpoint: `http://${name}`, s3Endpoint: `http://${address}` };
}

/** Sends requests on to the emulator, over connections that are kept. */
export class Emulator {
  private readonly agent = new Agent({ keepAlive: true });

  constructor(private readonly port: number) {}

  /** The answer, as soon as it begins. */
  send({ method, target, headers, body }: Outgoing): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port: this.port, agent: this.agent, method, path: target, headers };
      const sent = request({ ...options, setHost: false }, resolve);
      sent.once('error', reject);
      sent.end(body);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}
