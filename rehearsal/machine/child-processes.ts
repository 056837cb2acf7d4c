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
}

/**
 * The processes that a rehearsal starts, each in a process group of its own, so that they and whatever they start can be
 * ended together, by id.
 */
export class ChildProcesses {
  private readonly running = new Set<ChildProcess>();
  private closed = false;

  start(command: string, args: readonly string[], options: SpawnOptions): ChildProcess {
    if (this.closed) throw new Error(`the rehearsal is ending, so ${command} is not started`);
    const child = spawn(command, [...args], { ...options, detached: true });
    this.running.add(child);
    child.once('close', () => this.running.delete(child));
    child.once('error', () => this.running.delete(child));
    return child;
  }

  /** Runs a command to its end, whatever its exit status. */
  run(command: string, args: readonly string[], { cwd, env }: RunOptions): Promise<Finished> {
    return new Promise((resolve, reject) => {
      const child = this.start(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
      const all: Buffer[] = [];
      const stdout: Buffer[] = [];
      child.stdout?.on('data', (chunk: Buffer) => {
        all.push(chunk);
        stdout.push(chunk);
      });
      child.stderr?.on('data', (chunk: Buffer) => all.push(chunk));
      child.once('error', reject);
      child.once('close', (status) => {
        resolve({ status, output: Buffer.concat(all).toString(), stdout: Buffer.concat(stdout).toString() });
      });
    });
  }

  /** Ends every process that still runs, asking first, and waits until all are gone. */
  async end(): Promise<void> {
    this.closed = true;
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
