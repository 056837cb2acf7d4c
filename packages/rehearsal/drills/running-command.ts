import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { deploymentAccountOf } from '../../../lib/domain/org-config';
import { administratorOf, type OrgYaml, processEnvironment, type Rehearsal } from '../context/rehearsal';
import { everyStack } from '../emulated/every-stack';
import { NotProved } from '../report/ledger';

/** A command of orgstrap that runs by itself, while the drill looks at what comes of it. */
export interface RunningCommand {
  /** All that it wrote so far. */
  output(): string;
  /** Waits until it has ended: its exit status, or the signal. */
  end(): Promise<number | string>;
  signal(name: NodeJS.Signals): void;
}

/** Starts a command of orgstrap with credentials of the deployment account. */
export async function startOrgstrap(
  rehearsal: Rehearsal,
  { file, config }: OrgYaml,
  ...args: readonly string[]
): Promise<RunningCommand> {
  const { children, control, program, root } = rehearsal;
  const credentials = await control.administratorOf(deploymentAccountOf(config));
  const child = children.start(process.execPath, [...program, ...args, '--config', file], {
    cwd: root,
    // What it leaves behind is seen there.
    env: { ...processEnvironment(rehearsal, config, credentials), TMPDIR: rehearsal.work },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const written: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => written.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => written.push(chunk));
  const ended = once(child, 'exit');
  return {
    output: () => Buffer.concat(written).toString(),
    end: async () => {
      const [status, signal] = await ended;
      return status ?? signal;
    },
    signal: (name) => void child.kill(name),
  };
}

const PATIENCE_MS = 180_000;

/**
 * Waits until a stack of the deployment account is in a status that ends so.
 *
 * @throws NotProved where it does not get there, or the command ends before
 */
export async function untilStack(
  rehearsal: Rehearsal,
  { config }: OrgYaml,
  name: string,
  ending: string,
  command: RunningCommand,
): Promise<void> {
  const { cloudFormation } = await administratorOf(rehearsal, config, deploymentAccountOf(config));
  const ended = { is: false };
  void command.end().then(() => {
    ended.is = true;
  });
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end && !ended.is; await setTimeout(200)) {
    const stacks = await everyStack(cloudFormation);
    if (stacks.find(({ StackName }) => StackName === name)?.StackStatus?.endsWith(ending)) return;
  }
  throw new NotProved(`${name} was never ${ending}\n${command.output()}`);
}
