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
