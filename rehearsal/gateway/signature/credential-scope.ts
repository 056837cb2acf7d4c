import { Malformed } from '../request/malformed';

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
