import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Stage } from '../stage';

/** What Terraform finds its providers with in the rehearsal, and does not ask HashiCorp for news with. */
export function providerEnvironment({ provider: { cliConfig }, work }: Stage): NodeJS.ProcessEnv {
  const environment = { CHECKPOINT_DISABLE: '1' };
  if (cliConfig === undefined) return environment;
  const file = join(work, 'terraform.rc');
  writeFileSync(file, cliConfig);
  return { ...environment, TF_CLI_CONFIG_FILE: file };
}
