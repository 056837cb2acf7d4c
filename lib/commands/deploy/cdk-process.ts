import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { CdkCli } from './cdk-cli';

/** How a process of the CDK CLI ended. */
export interface CdkEnd {
  /** Its exit status, or the signal that ended it. */
  readonly status: number | string;
  /** The last lines that it wrote. */
  readonly lastLines: readonly string[];
}

/** A process of the CDK CLI that runs. */
export interface CdkProcess {
  readonly end: Promise<CdkEnd>;
  /** Asks it to end; what CloudFormation has begun goes on. */
  stop(): void;
}

/** Starts the CDK CLI with arguments, and gives each line that it writes. */
export type StartCdk = (cli: CdkCli, args: readonly string[], onLine: (line: string) => void) => CdkProcess;

/** More of what it wrote is kept by nobody: a deployment of a thousand accounts writes for hours. */
const LINES_KEPT = 60;
const LONGEST_LINE = 2_000;

/**
 * The CDK CLI would go on with the next stacks where what started it is killed and nobody watches any more. It ends when its standard
 * input does, which the operating system sees to.
 */
const ENDS_WITH_ITS_STARTER =
  "data:text/javascript,process.stdin.on('end',()=>process.kill(process.pid,'SIGTERM')).resume().unref()";

/** The real one: a process of its own, with the environment and the credentials of this one. */
export const startCdk: StartCdk = ({ program }, args, onLine) => {
  const child = spawn(process.execPath, ['--import', ENDS_WITH_ITS_STARTER, program, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, CDK_DISABLE_CLI_TELEMETRY: 'true', CDK_DISABLE_VERSION_CHECK: '1' },
  });
  const lastLines: string[] = [];
  const hear = (line: string) => {
    const short = line.slice(0, LONGEST_LINE);
    if (lastLines.push(short) > LINES_KEPT) lastLines.shift();
    onLine(short);
  };
  child.stdin.on('error', () => undefined);
  const status = new Promise<number | string>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'nothing'));
  });
  const heard = Promise.all([heardFrom(child.stdout, hear), heardFrom(child.stderr, hear)]);
  return {
    end: Promise.all([status, heard]).then(([ended]) => ({ status: ended, lastLines })),
    stop: () => void child.kill('SIGTERM'),
  };
};

async function heardFrom(stream: Readable, hear: (line: string) => void): Promise<void> {
  for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) hear(line);
}
