import type { Endpoints } from '../../iam-gateway/gateway/serve';
import type { Credentials } from './control';
import { ownEnvironment } from './own-environment';

/** The environment of a process that works in the emulated organization, and cannot reach a real one by mistake. */
export function environmentVariables(
  base: NodeJS.ProcessEnv,
  endpoints: Endpoints,
  credentials: Credentials,
  region: string,
): NodeJS.ProcessEnv {
  return { ...environmentOfNobody(base, endpoints, region), ...credentialVariables(credentials) };
}

/** What a process has of credentials. */
export function credentialVariables({ accessKeyId, secretAccessKey, sessionToken }: Credentials): NodeJS.ProcessEnv {
  return {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    ...(sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: sessionToken }),
  };
}

/** The same without credentials. */
export function environmentOfNobody(base: NodeJS.ProcessEnv, endpoints: Endpoints, region: string): NodeJS.ProcessEnv {
  return {
    ...ownEnvironment(base),
    AWS_REGION: region,
    AWS_ENDPOINT_URL: endpoints.endpoint,
    AWS_ENDPOINT_URL_S3: endpoints.s3Endpoint,
  };
}
