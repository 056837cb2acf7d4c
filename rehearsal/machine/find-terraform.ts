import type { ChildProcesses } from './child-processes';

/** Terraform or OpenTofu, as found on PATH. */
export interface TerraformCommand {
  readonly command: 'terraform' | 'tofu';
  readonly version: string;
}

export const HOW_TO_GET_TERRAFORM =
  'install Terraform 1.11 or newer (https://developer.hashicorp.com/terraform/install) or OpenTofu 1.11 or newer';

/** The first of `terraform` and `tofu` that runs; undefined where there is neither. */
export async function findTerraform(
  children: ChildProcesses,
  env: NodeJS.ProcessEnv,
): Promise<TerraformCommand | undefined> {
  for (const command of ['terraform', 'tofu'] as const) {
    const answer = await children.runIfThere(command, ['version', '-json'], { cwd: '.', env });
    const version: unknown = answer?.status === 0 ? JSON.parse(answer.stdout).terraform_version : undefined;
    if (typeof version === 'string') return { command, version };
  }
  return undefined;
}
