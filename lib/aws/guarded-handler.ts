import { Readable } from 'node:stream';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { throttledTo } from './throttle';

/** The part of the SDK's handler of requests that its clients use. */
type Handler = Pick<
  NodeHttpHandler,
  'metadata' | 'handle' | 'destroy' | 'updateHttpClientConfig' | 'httpHandlerConfigs'
>;
type Request = Parameters<Handler['handle']>[0];
type Options = Parameters<Handler['handle']>[1];
type Response = Awaited<ReturnType<Handler['handle']>>;

/** How long somebody waits, in milliseconds. */
export interface Bounds {
  /** For a connection. */
  readonly connection: number;
  /** For one attempt, from the request to the last byte of the answer. */
  readonly attempt: number;
}

export const BOUNDS: Bounds = { connection: 5_000, attempt: 20_000 };

/** After so many attempts without an answer the SDK gets none more, so that nobody waits for minutes. */
const SILENT_ATTEMPTS = 3;

/** At the same time. */
const SOCKETS = 256;

/**
 * What all clients of a command send their requests through, so that they share connections. No attempt lasts longer than it may,
 * and a page in the place of an answer, such as the sign-in page of a network, is an error: the SDK would take some of them for
 * empty answers.
 *
 * The SDK's own `requestTimeout` ends with the first byte of an answer; this one ends with the last.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-smart-config-defaults.html
 */
export class GuardedHandler implements Handler {
  readonly metadata = { handlerProtocol: 'http/1.1' };
  /** Requests wait here for a connection, and not in the agent, where their time would run out meanwhile. */
  private readonly turn = throttledTo(SOCKETS);

  constructor(
    private readonly bounds: Bounds = BOUNDS,
    private readonly inner: Pick<Handler, 'handle'> & Partial<Handler> = new NodeHttpHandler({
      connectionTimeout: bounds.connection,
      httpsAgent: { maxSockets: SOCKETS },
      httpAgent: { maxSockets: SOCKETS },
    }),
  ) {}

  handle(request: Request, options: Options = {}): Promise<Response> {
    return this.turn(() => this.attempt(request, options));
  }

  private async attempt(request: Request, options: Options): Promise<Response> {
    const { signal, end } = deadlineIn(this.bounds.attempt);
    const answer = await this.inner.handle(request, { ...options, abortSignal: signal }).catch((error: unknown) => {
      end();
      throw signal.aborted ? silence(request) : error;
    });
    afterLastByte(answer.response.body, end);
    const { statusCode, headers } = answer.response;
    // A load balancer of AWS that fails does so with a page.
    if (statusCode >= 500 || !/^text\/html\b/i.test(headers['content-type'] ?? '')) return answer;
    // An emulator may call its XML so.
    const text = await collected(answer.response.body);
    answer.response.body = text;
    if (!PAGE.test(text.toString('latin1', 0, LONGEST_BEGINNING))) return answer;
    throw Object.assign(new Error('a page of HTML came in place of an answer'), { name: 'NotAws' });
  }

  destroy(): void {
    this.inner.destroy?.();
  }

  updateHttpClientConfig(...change: Parameters<Handler['updateHttpClientConfig']>): void {
    this.inner.updateHttpClientConfig?.(...change);
  }

  httpHandlerConfigs(): ReturnType<Handler['httpHandlerConfigs']> {
    return this.inner.httpHandlerConfigs?.() ?? {};
  }
}

interface Deadline {
  readonly signal: AbortSignal;
  /** Without it tens of thousands of timers outlive their calls, with all that they hold. */
  end(): void;
}

function deadlineIn(milliseconds: number): Deadline {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), milliseconds).unref();
  return { signal: controller.signal, end: () => clearTimeout(timer) };
}

function afterLastByte(body: Response['response']['body'], end: () => void): void {
  if (body instanceof Readable) body.once('close', end);
  else end();
}

const PAGE = /^[^<]*(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)?<(!doctype html|html|head|body)\b/i;
const LONGEST_BEGINNING = 2_000;

async function collected(body: Response['response']['body']): Promise<Buffer> {
  if (body === undefined || body instanceof Uint8Array) return Buffer.from(body ?? '');
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The SDK tries again after a `TimeoutError`, and after no error that it does not know. It says which attempt each request is. */
function silence({ headers }: Request): Error {
  const attempt = Number(/^attempt=(\d+)/.exec(headers['amz-sdk-request'] ?? '')?.[1] ?? 1);
  const name = attempt < SILENT_ATTEMPTS ? 'TimeoutError' : 'NoAnswer';
  return Object.assign(new Error('no answer came in time'), { name });
}
