import type { WireRequest } from '../../../requests/wire-request';
import type { GatewayInTest } from './gateway';
import { HOST, S3_HOST, USER_KEY } from './gateway';

/** What the SDK hands to the handler that sends its requests. */
interface SdkRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Settings of a client of the SDK that talks to a gateway without a network, and what it has sent. */
export function through(gateway: GatewayInTest, secretAccessKey = USER_KEY.secret) {
  const requests: WireRequest[] = [];
  const handle = async (request: SdkRequest) => {
    const wire = wireOf(request);
    requests.push(wire);
    const refusal = await gateway.refusal(wire);
    return {
      response: {
        statusCode: refusal?.status ?? 200,
        headers: refusal?.headers ?? {},
        body: new TextEncoder().encode(refusal?.body ?? ''),
      },
    };
  };
  const settings = {
    region: 'eu-west-1',
    credentials: { accessKeyId: USER_KEY.id, secretAccessKey },
    maxAttempts: 1,
    requestHandler: { handle, updateHttpClientConfig: () => undefined, httpHandlerConfigs: () => ({}) },
  };
  return {
    requests,
    settings: { ...settings, endpoint: `http://${HOST}` },
    s3Settings: { ...settings, endpoint: `http://${S3_HOST}`, forcePathStyle: true },
  };
}

function wireOf({ method, path, query = {}, headers, body }: SdkRequest): WireRequest {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value ?? ''].flat().map((each) => `${encoded(name)}=${encoded(each)}`),
  );
  return {
    method,
    target: pairs.length === 0 ? path : `${path}?${pairs.join('&')}`,
    headers: Object.entries(headers),
    body: typeof body === 'string' ? Buffer.from(body) : Buffer.from([...(body instanceof Uint8Array ? body : [])]),
  };
}

/** As SDKs write a query. */
function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`);
}
