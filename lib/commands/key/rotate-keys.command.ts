import type { KeyAccess } from '../../aws/key-access';
import { ACCESSES, type Access } from '../../domain/ci-identity';
import { EXIT, type ExitStatus } from '../../domain/failure';
import { OPERATOR_ROLE } from '../../domain/names';
import type { CommandContext } from '../command';
import { usableConfig } from '../usable-config';
import { type CiUser, ciUsers } from './ci-user';
import { handOverTo } from './hand-over';
import { plannedText, resultText, stepText } from './key.text';
import { plannedRotation, type Rotation, rotate } from './rotate';
import type { RotationOptions } from './rotation-steps';

export interface RotateOptions {
  readonly pipeline: string;
  readonly config: string;
  readonly access: Access | 'both';
  readonly exec?: string;
  readonly handedOver?: true;
  readonly grace: number;
  readonly dryRun?: true;
}

/** Rotates the keys of one CI user after the other, so that only one of them waits for CI at a time. */
export async function rotateKeys(options: RotateOptions, context: CommandContext): Promise<ExitStatus> {
  const { io, now, keyAccess } = context;
  const config = usableConfig(options.config, io.isColoured);
  const users = ciUsers(config, options.pipeline, options.access === 'both' ? ACCESSES : [options.access]);
  const aws = await keyAccess(config, OPERATOR_ROLE);
  const statuses: ExitStatus[] = [];
  for (const user of users) {
    statuses.push(await rotateKey(user, aws, options, now(), context));
  }
  return statuses.find((status) => status !== EXIT.done) ?? EXIT.done;
}

async function rotateKey(
  user: CiUser,
  aws: KeyAccess,
  options: RotateOptions,
  now: Date,
  { io, uninterrupted }: CommandContext,
): Promise<ExitStatus> {
  const given: RotationOptions = { handOver: handOverOf(options), graceHours: options.grace, now };
  if (options.dryRun) {
    io.stdout(plannedText(user, await plannedRotation(user, aws, given)));
    return EXIT.done;
  }
  const rotation: Rotation = {
    ...aws,
    uninterrupted,
    handOver: handOverTo(options.exec ?? '', io),
    onStep: (step, key) => io.stderr(`${user.user}: ${stepText(step, key)}\n`),
  };
  const steps = await rotate(user, rotation, given);
  io.stdout(resultText(user, steps));
  return steps.some((step) => step.do === 'wait') ? EXIT.failed : EXIT.done;
}

function handOverOf({ exec, handedOver }: RotateOptions): RotationOptions['handOver'] {
  if (exec !== undefined) return 'command';
  return handedOver ? 'done' : 'person';
}
