import { readFileSync } from 'node:fs';
import * as cloudTrail from '@aws-sdk/client-cloudtrail';
import * as iam from '@aws-sdk/client-iam';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { AskedCalls } from './verify-stub';

/**
 * What the SDK takes by itself: `node verify-bare.js CALLS CONCURRENCY` makes the calls of a run of `orgstrap verify` again, those of an account one
 * after another, so many accounts at the same time, through one handler.
 */
const [file = '', concurrency = ''] = process.argv.slice(2);
const accounts: AskedCalls = JSON.parse(readFileSync(file, 'utf8'));
const region = 'eu-west-1';
const requestHandler = new NodeHttpHandler({ httpsAgent: { maxSockets: 256 } });
const sts = new STSClient({ region, requestHandler });

/** A client sends each command of its service, whatever the types say. */
interface AnyClient {
  send(command: object): Promise<unknown>;
}

function commandOf(commands: object, operation: string, parameters: object): object {
  const made: unknown = Reflect.get(commands, `${operation.split(':')[1]}Command`);
  if (typeof made !== 'function') throw new Error(`there is no command for ${operation}`);
  return Reflect.construct(made, [parameters]);
}

async function look(calls: AskedCalls[number][1]): Promise<void> {
  const [entered] = calls.filter(({ operation }) => operation === 'sts:AssumeRole');
  if (entered === undefined) return;
  const { Credentials: given } = await sts.send(
    new AssumeRoleCommand({ RoleArn: entered.parameters.RoleArn, RoleSessionName: 'bare' }),
  );
  const credentials = {
    accessKeyId: given?.AccessKeyId ?? '',
    secretAccessKey: given?.SecretAccessKey ?? '',
    sessionToken: given?.SessionToken ?? '',
  };
  const ofIam: AnyClient = new iam.IAMClient({ region, credentials, requestHandler });
  const ofTrails: AnyClient = new cloudTrail.CloudTrailClient({ region, credentials, requestHandler });
  for (const { operation, parameters } of calls) {
    if (operation.startsWith('iam:')) await ofIam.send(commandOf(iam, operation, parameters));
    if (operation.startsWith('cloudtrail:')) await ofTrails.send(commandOf(cloudTrail, operation, parameters));
  }
}

async function loop(): Promise<void> {
  const waiting = [...accounts];
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await look(next[1]);
  };
  await Promise.all(Array.from({ length: Number(concurrency) }, worker));
}

loop().then(
  () => undefined,
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
    process.exitCode = 1;
  },
);
