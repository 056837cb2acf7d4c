import { tmpdir } from 'node:os';
import type { ChildProcesses } from './child-processes';

/** The AWS CLI, as found on PATH. */
export interface AwsCli {
  readonly command: 'aws';
  readonly version: string;
}

export const HOW_TO_GET_THE_AWS_CLI =
  'install the AWS CLI (https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html)';

/** `aws`, if it runs with another home than the user's, because it keeps sessions in its home; undefined otherwise. */
export async function findAwsCli(children: ChildProcesses, env: NodeJS.ProcessEnv): Promise<AwsCli | undefined> {
  const answer = await children.runIfThere('aws', ['--version'], { cwd: '.', env: { ...env, HOME: tmpdir() } });
  const [, version] = /^aws-cli\/(\S+)/m.exec(answer?.output ?? '') ?? [];
  return answer?.status === 0 && version !== undefined ? { command: 'aws', version } : undefined;
}

/** Terraform or OpenTofu, as found on PATH. */
export interface TerraformCommand {
  readonly command: 'terraform' | 'tofu';
  readonly version: string;
}

export const HOW_TO_GET_TERRAFORM =
  'install Terraform 1.11 or newer (https://developer.hashicorp.com/terraform/install) or OpenTofu 1.11 or newer';

/**
 * The first of `terraform` and `tofu` that runs and is new enough; undefined where there is neither.
 *
 * @param tell - is told of one that cannot be used
 */
export async function findTerraform(
  children: ChildProcesses,
  env: NodeJS.ProcessEnv,
  tell: (text: string) => void = () => undefined,
): Promise<TerraformCommand | undefined> {
  for (const command of ['terraform', 'tofu'] as const) {
    const answer = await children.runIfThere(command, ['version', '-json'], { cwd: '.', env });
    if (answer === undefined) continue;
    const [, version] = /"terraform_version":\s*"([^"]+)"/.exec(answer.stdout) ?? [];
    if (answer.status === 0 && version !== undefined && isNewEnough(version)) return { command, version };
    const found = version === undefined ? 'does not say its version' : `is ${version}`;
    tell(`${command} ${found}, and what runs Terraform is left out: ${HOW_TO_GET_TERRAFORM}`);
  }
  return undefined;
}

/** The backend locks with S3 alone since 1.11, in both. */
function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 1 || (major === 1 && minor >= 11);
}
