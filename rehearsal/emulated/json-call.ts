import { JSON_SERVICES } from '../gateway/request/call';
import { writtenScope } from '../gateway/signature/credential-scope';
import { sha256, signatureV4 } from '../gateway/signature/signature-v4';
import type { Credentials } from './control';
import type { Endpoints } from './endpoints';
import type { JsonObject } from '../iam/templates/json';

/** A call of a service that speaks JSON. */
export interface JsonRequest {
  readonly service: string;
  readonly operation: string;
  readonly input: JsonObject;
}

/**
 * Calls a service for which no client is installed.
 *
 * @throws Error with the answer of AWS, where it refuses
 */
export async function callJson(
  { endpoint }: Endpoints,
  credentials: Credentials,
  region: string,
  { service, operation, input }: JsonRequest,
): Promise<JsonObject> {
  const { target, version } = JSON_SERVICES.get(service) ?? { target: service, version: '1.1' };
  const body = JSON.stringify(input);
  const time = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const headers = new Map([
    ['content-type', `application/x-amz-json-${version}`],
    ['host', new URL(endpoint).host],
    ['x-amz-date', time],
    ...(credentials.sessionToken === undefined ? [] : ([['x-amz-security-token', credentials.sessionToken]] as const)),
    ['x-amz-target', `${target}.${operation}`],
  ]);
  const scope = { accessKeyId: credentials.accessKeyId, day: time.slice(0, 8), region, service };
  const signed = { method: 'POST', path: '/', query: new Map(), headers, payload: sha256(body), scope, time };
  const signature = signatureV4(signed, credentials.secretAccessKey);
  const names = [...headers.keys()].sort().join(';');
  const authorization = `AWS4-HMAC-SHA256 Credential=${writtenScope(scope)}, SignedHeaders=${names}, Signature=${signature}`;
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { ...Object.fromEntries(headers), authorization },
    body,
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${service} answered ${response.status} to ${operation}: ${text}`);
  return text === '' ? {} : JSON.parse(text);
}
