import { createHash, createHmac } from 'node:crypto';
import { Malformed } from './refusals';
import { percentEncoded } from './wire-request';

/** All that a signature covers. */
export interface Signed {
  readonly method: string;
  /** Escaped once, as it stands in the request. */
  readonly path: string;
  /** Without the signature itself. */
  readonly query: ReadonlyMap<string, string>;
  /** The signed ones, by their name in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  /** The hash of the body in hexadecimal, or the word that stands for it. */
  readonly payload: string;
  readonly scope: CredentialScope;
  /** `20261121T093000Z`. */
  readonly time: string;
}

/**
 * The signature of a request by Signature Version 4.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signatureV4(signed: Signed, secretAccessKey: string): string {
  const { scope, time } = signed;
  const scopeOnly = writtenScope(scope).slice(scope.accessKeyId.length + 1);
  const text = ['AWS4-HMAC-SHA256', time, scopeOnly, sha256(canonicalRequest(signed))].join('\n');
  const key = [scope.day, scope.region, scope.service, 'aws4_request'].reduce<Buffer | string>(
    (previous, part) => hmac(previous, part),
    `AWS4${secretAccessKey}`,
  );
  return hmac(key, text).toString('hex');
}

export function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

function canonicalRequest({ method, path, query, headers, payload, scope }: Signed): string {
  const sorted = [...headers].sort(([one], [other]) => (one < other ? -1 : 1));
  return [
    method,
    // S3 is the one service whose paths are escaped only once.
    scope.service === 's3' ? path : path.split('/').map(percentEncoded).join('/'),
    [...query]
      .map(([name, value]) => `${percentEncoded(name)}=${percentEncoded(value)}`)
      .sort()
      .join('&'),
    ...sorted.map(([name, value]) => `${name}:${value.trim().replaceAll(/ +/g, ' ')}`),
    '',
    sorted.map(([name]) => name).join(';'),
    payload,
  ].join('\n');
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

/** What a signature says about itself. */
export interface CredentialScope {
  readonly accessKeyId: string;
  /** `20261121`. */
  readonly day: string;
  readonly region: string;
  readonly service: string;
}

const SCOPE =
  /^(?<accessKeyId>[A-Z0-9]{16,128})\/(?<day>\d{8})\/(?<region>[a-z]{2}(?:-[a-z]+){1,3}-\d)\/(?<service>[a-z0-9-]+)\/aws4_request$/;

/** @throws Malformed where it is not one */
export function credentialScope(text: string): CredentialScope {
  const { accessKeyId, day, region, service } = SCOPE.exec(text)?.groups ?? {};
  if (!accessKeyId || !day || !region || !service) throw new Malformed(`the credential scope ${JSON.stringify(text)}`);
  return { accessKeyId, day, region, service };
}

export function writtenScope({ accessKeyId, day, region, service }: CredentialScope): string {
  return `${accessKeyId}/${day}/${region}/${service}/aws4_request`;
}
