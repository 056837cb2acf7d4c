import { auditorAccess } from '../../lib/aws/auditor-access';
import type { ClientSettings } from '../../lib/aws/client-settings';
import { deploymentAccount } from '../../lib/aws/deployment-account';
import { doctorAccess } from '../../lib/aws/doctor-access';
import { eventHistoryAccess } from '../../lib/aws/event-history-access';
import { GuardedHandler } from '../../lib/aws/guarded-handler';
import { keyAccess } from '../../lib/aws/key-access';
import { organizationAccess } from '../../lib/aws/organization-access';
import { peopleAccess } from '../../lib/aws/people-access';
import type { CommandContext } from '../../lib/commands/command';
import { COMMANDS } from '../../lib/commands/commands';
import { main } from '../../lib/commands/main';
import { contextOf } from '../commands/context-of';
import { RecordingIo } from '../commands/recording-io';
import { assumedKey, type Call, callOf, type SentRequest, type WireAnswer } from './calls';
import { Estate, NOW } from './estate';
import type { Fault } from './faults';
import { STACKS } from './organization';

/** The commands that only read. */
export const READING: Readonly<Record<string, readonly string[]>> = {
  doctor: ['doctor'],
  plan: ['plan', '--fail-on', 'widening'],
  verify: ['verify'],
  status: ['status'],
  audit: ['audit', '--workspace', 'dev'],
  init: ['init'],
  'key status': ['key', 'status'],
  'people audit': ['people', 'audit'],
};

/** Which calls go wrong, and how. @param count - how many calls there were before */
export type Injected = (call: Call, count: number) => Fault | undefined;

const ESTATE = new Estate();
/** Whoever waits for longer waits for nobody. */
const BOUNDS = { connection: 1_000, attempt: 10 };

/** What a command finds where nothing goes wrong. */
export interface FakeAws {
  answer(call: Call): WireAnswer | Promise<WireAnswer>;
  /** The account of the credentials at hand. @default - the management account */
  readonly caller?: string;
  /** What the command reaches beside that. */
  context?(settings: ClientSettings): Partial<CommandContext>;
}

/** Runs a command against a fake of AWS, with the real SDK, and says what came of it. */
export async function run(
  argv: readonly string[],
  file: string,
  injected: Injected,
  attempts = 6,
  estate: FakeAws = ESTATE,
) {
  // What the SDK has to say about old versions of Node.js is not what a test should print.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const calls: Call[] = [];
  const settings: ClientSettings = {
    region: 'eu-west-1',
    maxAttempts: attempts,
    credentials: { accessKeyId: assumedKey(estate.caller ?? '111111111111'), secretAccessKey: 'example' },
    retryStrategy: withoutWaiting(attempts),
    requestHandler: new GuardedHandler(BOUNDS, {
      handle: async (request, options) => {
        const call = callOf(Object(request) as SentRequest);
        calls.push(call);
        const fault = injected(call, calls.length);
        if (fault === undefined) return { response: Object(await estate.answer(call)) };
        if (fault.isLate) await estate.answer(call);
        return { response: Object(await fault.happens(call, Object(options?.abortSignal))) };
      },
    }),
  };
  const io = new RecordingIo();
  const context = contextOf(io, {
    now: () => NOW,
    doctorAccess: (config, calls) => doctorAccess(config, calls, settings),
    deploymentAccount: (config) => Promise.resolve(deploymentAccount(config, settings)),
    auditorAccess: (config) => Promise.resolve(auditorAccess(config, settings)),
    eventHistoryAccess: (config) =>
      Promise.resolve(eventHistoryAccess(config, settings, { now: () => 0, wait: () => Promise.resolve() })),
    keyAccess: (config, role) => keyAccess(config, role, settings),
    peopleAccess: (config, role) => Promise.resolve(peopleAccess(config, role, settings)),
    organizationAccess: (region = 'eu-west-1') => Promise.resolve(organizationAccess(region, settings)),
    synthesizedStacks: () =>
      Promise.resolve({
        stacks: Object.entries(STACKS).map(([name, template]) => ({ name, template })),
        checks: { open: 0, acknowledged: 0 },
      }),
    ...estate.context?.(settings),
  });
  const status = await main([...argv, '--config', file], COMMANDS, context);
  const asked = calls.map(({ operation }) => operation);
  return { status, out: io.out, err: io.err, asked, operations: [...new Set(asked)] };
}

/** The SDK's own judgement of what is tried again, without its pauses. */
function withoutWaiting(attempts: number): NonNullable<ClientSettings['retryStrategy']> {
  const token = (count: number) => ({ getRetryCount: () => count, getRetryDelay: () => 0, getRetryCost: () => 0 });
  return {
    acquireInitialRetryToken: () => Promise.resolve(token(0)),
    refreshRetryTokenForRetry: (before, { errorType }) => {
      const count = before.getRetryCount() + 1;
      if (count < attempts && (errorType === 'THROTTLING' || errorType === 'TRANSIENT'))
        return Promise.resolve(token(count));
      return Promise.reject(new Error('no more attempts'));
    },
    recordSuccess: () => undefined,
  };
}
