import { sha256, signatureV4, writtenScope } from '../../../requests/signature-v4';
import type { WireRequest } from '../../../requests/wire-request';
import { percentEncoded } from '../../../requests/wire-request';
import type { StoredAccessKey } from '../../../store/snapshot-cache';
import { HOST, NOW, S3_HOST, USER_KEY } from './gateway';

export interface Unsigned {
  readonly service: string;
  readonly method?: string;
  /** As it is sent, the query without names of the signature. */
  readonly target?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly key?: StoredAccessKey;
  readonly at?: Date;
  /** Of the key that signs. @default - that of `at` */
  readonly day?: string;
}

/**
 * A request with a good signature of whatever is in it: who attacks may sign what they like, and knows how the gateway
 * reads it.
 */
export function signed({
  service,
  method = 'POST',
  target = '/',
  headers = {},
  body = '',
  key = USER_KEY,
  at = NOW,
  day,
}: Unsigned): WireRequest {
  const time = at.toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const all = {
    host: service === 's3' ? S3_HOST : HOST,
    'x-amz-date': time,
    ...(service === 's3' ? { 'x-amz-content-sha256': sha256(body) } : {}),
    ...('token' in key.owner ? { 'x-amz-security-token': key.owner.token } : {}),
    ...headers,
  };
  const scope = { accessKeyId: key.id, day: day ?? time.slice(0, 8), region: 'eu-west-1', service };
  const [path = '', query = ''] = target.split('?');
  const names = Object.keys(all).sort();
  const signature = signatureV4(
    {
      method,
      path: canonical(path),
      query: new Map([...new URLSearchParams(query.replaceAll('+', '%2B'))]),
      headers: new Map(Object.entries(all)),
      payload: sha256(body),
      scope,
      time,
    },
    key.secret,
  );
  const authorization = `AWS4-HMAC-SHA256 Credential=${writtenScope(scope)}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  return {
    method,
    target,
    headers: [...Object.entries(all), ['Authorization', authorization]],
    body: Buffer.from(body),
  };
}

function canonical(path: string): string {
  try {
    return path
      .split('/')
      .map((segment) => percentEncoded(decodeURIComponent(segment)))
      .join('/');
  } catch {
    return path;
  }
}

/** A call of a service that takes forms. */
export function form(
  service: string,
  parameters: Readonly<Record<string, string>>,
  more: Partial<Unsigned> = {},
): WireRequest {
  return signed({
    service,
    body: new URLSearchParams(parameters).toString(),
    ...more,
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8', ...more.headers },
  });
}

/** A call of a service that takes JSON. */
export function json(service: string, target: string, body: string, more: Partial<Unsigned> = {}): WireRequest {
  const version = service === 'sqs' ? '1.0' : '1.1';
  return signed({
    service,
    body,
    ...more,
    headers: { 'content-type': `application/x-amz-json-${version}`, 'x-amz-target': target, ...more.headers },
  });
}
