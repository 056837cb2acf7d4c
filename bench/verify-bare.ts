import { readFileSync } from 'node:fs';
import * as cloudTrail from '@aws-sdk/client-cloudtrail';
import * as monitoring from '@aws-sdk/client-cloudwatch';
import * as events from '@aws-sdk/client-eventbridge';
import * as iam from '@aws-sdk/client-iam';
import * as kms from '@aws-sdk/client-kms';
import * as organizations from '@aws-sdk/client-organizations';
import * as s3 from '@aws-sdk/client-s3';
import * as scheduler from '@aws-sdk/client-scheduler';
import * as sns from '@aws-sdk/client-sns';
import * as sts from '@aws-sdk/client-sts';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { AskedCalls } from './verify-stub';

/**
 * What the SDK takes by itself: `node verify-bare.js CALLS CONCURRENCY` makes the calls of a run of `orgstrap verify` again, those of an account one
 * after another, so many accounts at the same time, through one handler. Nothing but the SDK is in its way, so a client of each service lasts for an
 * account, and answers are thrown away.
 */
const [file = '', concurrency = ''] = process.argv.slice(2);
const accounts: AskedCalls = JSON.parse(readFileSync(file, 'utf8'));
const region = 'eu-west-1';
const requestHandler = new NodeHttpHandler({ httpsAgent: { maxSockets: 256 } });
const operator = new sts.STSClient({ region, requestHandler });

/** A client sends each command of its service, whatever the types say. */
interface AnyClient {
  send(command: object): Promise<unknown>;
}

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** The commands of each service, and its client. */
const SERVICES: Readonly<Record<string, readonly [object, (credentials: Credentials) => AnyClient]>> = {
  cloudtrail: [cloudTrail, (credentials) => new cloudTrail.CloudTrailClient({ region, credentials, requestHandler })],
  events: [events, (credentials) => new events.EventBridgeClient({ region, credentials, requestHandler })],
  iam: [iam, (credentials) => new iam.IAMClient({ region, credentials, requestHandler })],
  kms: [kms, (credentials) => new kms.KMSClient({ region, credentials, requestHandler })],
  monitoring: [monitoring, (credentials) => new monitoring.CloudWatchClient({ region, credentials, requestHandler })],
  organizations: [
    organizations,
    (credentials) => new organizations.OrganizationsClient({ region, credentials, requestHandler }),
  ],
  s3: [s3, (credentials) => new s3.S3Client({ region, credentials, requestHandler })],
  scheduler: [scheduler, (credentials) => new scheduler.SchedulerClient({ region, credentials, requestHandler })],
  sns: [sns, (credentials) => new sns.SNSClient({ region, credentials, requestHandler })],
  sts: [sts, (credentials) => new sts.STSClient({ region, credentials, requestHandler })],
};

function serviceOf(name: string) {
  const service = SERVICES[name];
  if (service === undefined) throw new Error(`there is no client of ${name}`);
  return service;
}

function commandOf(commands: object, operation: string, { bucket, ...parameters }: Parameters): object {
  const made: unknown = Reflect.get(commands, `${operation}Command`);
  if (typeof made !== 'function') throw new Error(`there is no command for ${operation}`);
  return Reflect.construct(made, [bucket === undefined ? parameters : { ...parameters, Bucket: bucket }]);
}

type Parameters = AskedCalls[number][1][number]['parameters'];

async function look(calls: AskedCalls[number][1]): Promise<void> {
  const entered = calls.findIndex(({ operation }) => operation === 'sts:AssumeRole');
  const { RoleArn } = calls[entered]?.parameters ?? {};
  if (RoleArn === undefined) return;
  const { Credentials: given } = await operator.send(new sts.AssumeRoleCommand({ RoleArn, RoleSessionName: 'bare' }));
  const credentials = {
    accessKeyId: given?.AccessKeyId ?? '',
    secretAccessKey: given?.SecretAccessKey ?? '',
    sessionToken: given?.SessionToken ?? '',
  };
  const clients = new Map<string, AnyClient>();
  for (const { operation, parameters } of calls.filter((_, index) => index !== entered)) {
    const [service = '', name = ''] = operation.split(':');
    const [commands, make] = serviceOf(service);
    const client = clients.get(service) ?? make(credentials);
    clients.set(service, client);
    const command = commandOf(commands, name, parameters);
    // Some of it is refused, and some is not there: verify asks for it all the same.
    await client.send(command).catch(refused);
  }
}

function refused(error: unknown): void {
  const hasAnswer = typeof error === 'object' && error !== null && '$metadata' in error;
  if (!hasAnswer) throw error;
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
