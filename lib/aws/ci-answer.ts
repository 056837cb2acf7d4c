import { type Json, parsedJson } from '../domain/json';

/** What a CI system answered a question: a status of HTTP with the JSON that came with it, or why there is none. */
export type CiAnswer =
  | { readonly kind: 'answer'; readonly status: number; readonly body: Json | undefined }
  | { readonly kind: 'silence'; readonly why: string };

/** Asks an address, with headers of which one may be a secret. Never throws. */
export type FetchAnswer = (url: string, headers: Readonly<Record<string, string>>) => Promise<CiAnswer>;

/** From the question to the last byte, in milliseconds. */
const BOUND = 10_000;

/** An answer about one run has some ten thousand bytes. */
const LARGEST = 2_000_000;

/**
 * Over HTTPS, or on this machine. It follows no redirect, which would take the token with it to wherever that leads. As all of orgstrap it
 * uses a proxy where Node.js does (`NODE_USE_ENV_PROXY=1` with `HTTPS_PROXY`, from Node.js 24), and trusts what `NODE_EXTRA_CA_CERTS` names.
 *
 * @see https://nodejs.org/api/cli.html#node_use_env_proxy1
 */
export async function fetchedAnswer(
  url: string,
  headers: Readonly<Record<string, string>>,
  bound: number = BOUND,
): Promise<CiAnswer> {
  if (!isPrivate(url)) return { kind: 'silence', why: `${placeOf(url)} is no address with https` };
  const signal = AbortSignal.timeout(bound);
  try {
    const response = await fetch(url, { headers, redirect: 'manual', signal });
    const text = await boundedText(response);
    return { kind: 'answer', status: response.status, body: text === undefined ? undefined : parsedJson(text) };
  } catch (error) {
    return { kind: 'silence', why: whyOf(url, error, signal.aborted) };
  }
}

async function boundedText({ body }: Response): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > LARGEST) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function isPrivate(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || (protocol === 'http:' && /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(hostname));
}

/** Without what may be secret in an address. */
function placeOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : 'what the environment says';
}

function whyOf(url: string, error: unknown, isLate: boolean): string {
  if (isLate) return `${placeOf(url)} did not answer in time; look at the network and at HTTPS proxies between`;
  const { cause } = error instanceof Error ? error : { cause: undefined };
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? ` (${String(cause.code)})` : '';
  return `${placeOf(url)} cannot be reached${code}; look at the network, and behind a proxy that looks into TLS name its certificate with NODE_EXTRA_CA_CERTS=FILE`;
}
