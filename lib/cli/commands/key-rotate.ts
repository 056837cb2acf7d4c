import { Command, InvalidArgumentError, Option } from 'commander';
import { ACCESSES, type Access } from '../../domain/access';
import { EXIT, type ExitStatus } from '../../domain/failure';
import { OPERATOR_ROLE } from '../../domain/names';
import type { OrgConfig } from '../../domain/org-config';
import { type CiUser, ciUsers } from '../../operations/key/ci-user';
import { plannedRotation, type Rotation, rotate } from '../../operations/key/rotate';
import type { RotationOptions } from '../../operations/key/rotation-steps';
import type { CliCommand } from '../command';
import { handOverTo } from '../hand-over-to';
import type { Io } from '../io';
import { plannedText, resultText, stepText } from '../key-text';
import { configOption } from '../options';
import { usableConfig } from '../usable-config';

/** What keys are seen to with; it is loaded only when it is used. */
export interface KeyRotating {
  /** The Terraform account, as one of the operators' roles. */
  connect(config: OrgConfig, role: string): Promise<Pick<Rotation, 'keys' | 'secrets' | 'proof'>>;
  now(): Date;
}

interface RotateOptions {
  readonly config: string;
  readonly access: Access | 'both';
  readonly exec?: string;
  readonly handedOver?: true;
  readonly grace: number;
  readonly dryRun?: true;
}

/** `orgstrap key rotate`: a new access key for a CI user; interrupted anywhere, CI has a key that works, and a rerun goes on. */
export function keyRotateCommand(serviceNames: () => readonly string[], rotating: KeyRotating): CliCommand {
  return ({ io, finish }) =>
    new Command('rotate')
      .description(
        'Give the CI users of a pipeline new access keys: make one, keep it in Secrets Manager, try it out, hand it to the ' +
          'CI system, deactivate the one before it. Run again, it finishes what was interrupted, or deletes the key that ' +
          'is inactive and rotates anew.',
      )
      .argument('<pipeline>', 'a pipeline of the configuration with an iamUser')
      .addOption(configOption())
      .addOption(new Option('--access <which>', 'whose key').choices([...ACCESSES, 'both']).default('both'))
      .addOption(
        new Option(
          '--exec <command>',
          'gives a key to the CI system: a command for the shell, which finds it in its environment as ORGSTRAP_ACCESS_KEY_ID and ORGSTRAP_SECRET_ACCESS_KEY, and as JSON on its standard input; it is never an argument',
        ).conflicts('handedOver'),
      )
      .option('--handed-over', 'the CI system was given the key that waits in Secrets Manager')
      .option('--grace <hours>', 'how long the inactive key is kept before a rotation deletes it', hours, 24)
      .option('--dry-run', 'say what would be done, and change nothing')
      .addHelpText('after', EXAMPLES)
      .action(async (pipeline: string, options: RotateOptions) => {
        const config = usableConfig(options.config, serviceNames, io.isColoured);
        const users = ciUsers(config, pipeline, options.access === 'both' ? ACCESSES : [options.access]);
        const aws = await rotating.connect(config, OPERATOR_ROLE);
        const statuses: ExitStatus[] = [];
        for (const user of users) {
          statuses.push(await seeTo(user, aws, options, rotating.now(), io));
        }
        finish(statuses.find((status) => status !== EXIT.done) ?? EXIT.done);
      });
}

const EXAMPLES = `
Examples:
  orgstrap key rotate delivery --access plan --exec 'printenv ORGSTRAP_SECRET_ACCESS_KEY | gh secret set AWS_SECRET_ACCESS_KEY_PLAN'
  orgstrap key rotate delivery --dry-run
`;

async function seeTo(
  user: CiUser,
  aws: Pick<Rotation, 'keys' | 'secrets' | 'proof'>,
  options: RotateOptions,
  now: Date,
  io: Io,
): Promise<ExitStatus> {
  const given: RotationOptions = { handOver: handOverOf(options), graceHours: options.grace, now };
  if (options.dryRun) {
    io.stdout(plannedText(user, await plannedRotation(user, aws, given)));
    return EXIT.done;
  }
  const rotation: Rotation = {
    ...aws,
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

function hours(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value)) throw new InvalidArgumentError('expected whole hours.');
  return value;
}
