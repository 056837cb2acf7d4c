import type { Endpoints } from '../../iam-gateway/gateway/serve';
import type { Credentials } from './control';

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
  const clean = Object.fromEntries(Object.entries(base).filter(([name]) => !name.startsWith('AWS_')));
  return {
    ...clean,
    AWS_REGION: region,
    AWS_ENDPOINT_URL: endpoints.endpoint,
    AWS_ENDPOINT_URL_S3: endpoints.s3Endpoint,
    // No profile of this machine, and no instance's role.
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    ...NO_NODE_WARNING,
  };
}

/** The SDK, pinned to a version that supports it, announces in every process that Node 20 will not be supported one day. */
export const NO_NODE_WARNING = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };
