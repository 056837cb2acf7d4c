import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Rehearsal } from '../context/rehearsal';
import type { Credentials } from '../emulated/control';

/** The profile of the management account on the machine of who runs commands about accounts. */
export const MANAGEMENT_PROFILE = 'management';

/** An environment in which that profile has credentials. */
export function withManagementProfile(
  { work }: Pick<Rehearsal, 'work'>,
  env: NodeJS.ProcessEnv,
  { accessKeyId, secretAccessKey }: Pick<Credentials, 'accessKeyId' | 'secretAccessKey'>,
): NodeJS.ProcessEnv {
  const file = join(work, 'credentials');
  const lines = [
    `[${MANAGEMENT_PROFILE}]`,
    `aws_access_key_id = ${accessKeyId}`,
    `aws_secret_access_key = ${secretAccessKey}`,
  ];
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 });
  return { ...env, AWS_SHARED_CREDENTIALS_FILE: file };
}
