import { spawn } from 'node:child_process';

/** How a program ended, and what it wrote. */
export interface Ended {
  /** Its exit status, or the signal that ended it. */
  readonly status: number | string;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Surroundings {
  readonly cwd: string;
  /** Beside what this process has. @default - nothing */
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a program to its end; a shell has no part in it. @throws Error with the code `ENOENT` where there is no such program */
export type RunProgram = (program: string, args: readonly string[], surroundings: Surroundings) => Promise<Ended>;

/** The real one. */
export const runProgram: RunProgram = (program, args, { cwd, env = {} }) =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    const written = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text) => {
      written.stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      written.stderr += text;
    });
    child.once('error', reject);
    child.once('close', (status, signal) => resolve({ ...written, status: status ?? signal ?? 'nothing' }));
  });
