import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { NewAccessKey } from '../../aws/access-keys';
import { Failure } from '../../domain/failure';
import { maskedText } from '../../domain/masked-text';
import type { Io } from '../../terminal/terminal';
import type { CiUser } from './ci-user';

/**
 * Gives a key to the CI system through a command of the user's own. The key is in the environment of the command and, as
 * JSON, on its standard input; arguments would be there for every process of the machine to read.
 *
 * What the command prints is shown line by line on stderr, without the secret and without what a terminal obeys.
 */
export function handOverTo(command: string, io: Io): (key: NewAccessKey, whose: CiUser) => Promise<void> {
  return async (key, { pipeline, access }) => {
    const secret = key.secret.reveal();
    const child = spawn(command, {
      shell: true,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: {
        ...process.env,
        ORGSTRAP_PIPELINE: pipeline,
        ORGSTRAP_ACCESS: access,
        ORGSTRAP_ACCESS_KEY_ID: key.id,
        ORGSTRAP_SECRET_ACCESS_KEY: secret,
      },
    });
    const show = (line: string) => io.stderr(`  ${maskedText(line, key.secret)}\n`);
    // A command that does not read its standard input may close it first.
    child.stdin.on('error', () => undefined);
    child.stdin.end(`${JSON.stringify({ pipeline, access, accessKeyId: key.id, secretAccessKey: secret })}\n`);
    const [status] = await Promise.all([endOf(child), shown(child.stdout, show), shown(child.stderr, show)]);
    if (status === 0) return;
    throw new Failure(
      'HandOverFailed',
      `the command of --exec ended with ${status}, so CI may not have ${key.id} yet; the key before it stays as it is, and the next run hands it over again`,
    );
  };
}

async function shown(stream: Readable, show: (line: string) => void): Promise<void> {
  for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) show(line);
}

function endOf(child: ChildProcess): Promise<number | string> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status, signal) => resolve(status ?? signal ?? 'nothing'));
  });
}
