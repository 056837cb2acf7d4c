import { writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { loadOrgConfig } from '../lib/config/load-org-config';
import { serviceNames } from '../lib/policies/policies-folder';
import { type Call, callOf, type WireAnswer } from '../test/faults/calls';
import { Estate } from '../test/faults/estate';
import { selfSigned } from './self-signed';

/** How long AWS takes for an answer, in milliseconds. */
const LATENCY = 50;

/** What one account was asked, in its order. */
export type AskedCalls = readonly (readonly [
  account: string,
  calls: readonly Pick<Call, 'operation' | 'parameters'>[],
])[];

/** What the stub saw since it was last asked. */
export interface Seen {
  readonly connections: number;
  readonly requests: number;
}

/**
 * AWS behind TLS on this machine: `node verify-stub.js CONFIG FOLDER`, in a process of its own. It answers as the AWS of the tests does, in
 * which every account has what the configuration says. It leaves its certificate in the folder, sends its port to its parent, tells at `/seen`
 * what it saw, and writes at `/calls` into the folder what each account was asked until then.
 */
const [file = '', folder = ''] = process.argv.slice(2);
const result = loadOrgConfig(file, serviceNames);
if (!result.ok) throw new Error(`${file} cannot be used: ${JSON.stringify(result.problems)}`);
const estate = new Estate(result.config);
const { cert, key } = selfSigned();
writeFileSync(join(folder, 'stub.pem'), cert);

/** Until it is asked what it noted. */
let isNoting = true;
let seen = { connections: 0, requests: 0 };
const asked = new Map<string, Pick<Call, 'operation' | 'parameters'>[]>();
const answers = new Map<string, WireAnswer>();

function answerOf(call: Call): WireAnswer {
  const known = JSON.stringify([call.account, call.region, call.operation, call.parameters]);
  const answer = answers.get(known) ?? estate.answer(call);
  answers.set(known, answer);
  return answer;
}

function note({ operation, parameters, account }: Call): void {
  // Of a role that is entered, the account.
  const about = parameters.RoleArn?.split(':')[4] ?? account;
  const calls = asked.get(about) ?? [];
  asked.set(about, calls);
  calls.push({ operation, parameters });
}

const server = createServer({ cert, key, keepAlive: true }, async (request, response) => {
  if (request.url === '/seen') {
    response.end(JSON.stringify(seen satisfies Seen));
    seen = { connections: 0, requests: 0 };
    return;
  }
  if (request.url === '/calls') {
    const calls: AskedCalls = [...asked];
    isNoting = false;
    writeFileSync(join(folder, 'calls.json'), JSON.stringify(calls));
    response.end();
    return;
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  seen.requests++;
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const { hostname, pathname, searchParams } = new URL(request.url ?? '', `https://${request.headers.host}`);
  const call = callOf({
    method: request.method ?? '',
    hostname,
    path: pathname,
    query: Object.fromEntries(searchParams),
    headers,
    body: Buffer.concat(chunks),
  });
  if (isNoting) note(call);
  const answer = answerOf(call);
  setTimeout(() => response.writeHead(answer.statusCode, answer.headers).end(answer.body), LATENCY);
});
server.on('secureConnection', () => seen.connections++);
server.keepAliveTimeout = 600_000;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.(typeof address === 'object' ? address?.port : address);
});
process.on('disconnect', () => process.exit());
