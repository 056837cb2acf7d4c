import { join } from 'node:path';

/**
 * Where the AWS CLI reads profiles.
 *
 * @param home - the home folder of the user
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/file-location.html
 */
export function awsConfigFile(env: Readonly<Record<string, string | undefined>>, home: string): string {
  const named = env.AWS_CONFIG_FILE;
  if (!named) return join(home, '.aws', 'config');
  return named.replace(/^~(?=\/|$)/, home);
}
