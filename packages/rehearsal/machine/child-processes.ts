import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';

export interface Finished {
  readonly status: number | null;
  /** What it wrote to stdout and stderr, in the order in which it arrived. */
  readonly output: string;
  readonly stdout: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** What it reads from standard input. @default - nothing */
  readonly input?: string;
}

/**
 * The processes that a rehearsal starts, each in a process group of its own, so that they and what they start can be
 * ended together, by id.
 */
export class ChildProcesses {
  private readonly running = new Set<ChildProcess>();

  /** @param end - aborted when the user asks for the end */
  constructor(private readonly end: AbortSignal) {}

  start(command: string, args: readonly string[], options: SpawnOptions): ChildProcess {
    this.end.throwIfAborted();
    const child = spawn(command, [...args], { ...options, detached: true });
    this.running.add(child);
    child.once('close', () => this.running.delete(child));
    child.once('error', () => this.running.delete(child));
    return child;
  }

  /**
   * Runs a command to its end; no exit status is a failure.
   *
   * @throws the reason of `end`, where that is aborted before the command has ended
   */
  run(command: string, args: readonly string[], { cwd, env, input }: RunOptions): Promise<Finished> {
    return new Promise((resolve, reject) => {
      const stdin = input === undefined ? 'ignore' : 'pipe';
      const child = this.start(command, args, { cwd, env, stdio: [stdin, 'pipe', 'pipe'] });
      // It may end without having read it.
      child.stdin?.on('error', () => undefined);
      child.stdin?.end(input);
      const all: Buffer[] = [];
      const stdout: Buffer[] = [];
      child.stdout?.on('data', (chunk: Buffer) => {
        all.push(chunk);
        stdout.push(chunk);
      });
      child.stderr?.on('data', (chunk: Buffer) => all.push(chunk));
      child.once('error', reject);
      child.once('close', (status) => {
        if (this.end.aborted) return reject(this.end.reason);
        resolve({ status, output: Buffer.concat(all).toString(), stdout: Buffer.concat(stdout).toString() });
      });
    });
  }

  /** The same for a command that this machine may not have; undefined where it has not. */
  async runIfThere(command: string, args: readonly string[], options: RunOptions): Promise<Finished | undefined> {
    try {
      return await this.run(command, args, options);
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** Ends every process that still runs, asking first, and waits until all are gone. */
  async stop(): Promise<void> {
    await Promise.all([...this.running].map(endGroup));
  }
}

const PATIENCE_MS = 3_000;

function endGroup(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    const impatient = setTimeout(() => signal(child, 'SIGKILL'), PATIENCE_MS);
    child.once('close', () => {
      clearTimeout(impatient);
      resolve();
    });
    signal(child, 'SIGTERM');
  });
}

function signal({ pid }: ChildProcess, name: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, name);
  } catch (error) {
    // It ended by itself in the meantime.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
