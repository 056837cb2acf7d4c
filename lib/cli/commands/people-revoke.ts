import { Command } from 'commander';
import { EXIT } from '../../domain/failure';
import { PEOPLE_OPERATOR_ROLE } from '../../domain/names';
import { iamPeople } from '../../operations/people/iam-people';
import { plannedRevocation, revoke } from '../../operations/people/revoke';
import type { CliCommand } from '../command';
import { configOption } from '../options';
import { stepText } from '../people-step-text';
import { isRevoked, plannedRevocationText, revocationText } from '../revocation-text';
import { usableConfig } from '../usable-config';
import type { PeopleHandling } from './people-handling';

interface RevokeOptions {
  readonly config: string;
  readonly closeRoles?: true;
  readonly dryRun?: true;
}

/** `orgstrap people revoke`: shuts a person out at once, before the next deploy deletes the user. */
export function peopleRevokeCommand(serviceNames: () => readonly string[], handling: PeopleHandling): CliCommand {
  return ({ io, finish }) =>
    new Command('revoke')
      .description(
        'Shut a person out at once: take them out of all groups, and delete their access keys, password and MFA devices. ' +
          'Sessions that they have opened in product accounts go on until they end, unless roles are closed. ' +
          'Interrupted, they can do less than before; run again, it finishes. For somebody who is no longer in org.yaml, too.',
      )
      .argument('<user>', 'a user of the Ops account')
      .addOption(configOption())
      .option(
        '--close-roles',
        'end every session of the access roles that they could reach, for everybody in them, and let nobody work in them until orgstrap people open-roles',
      )
      .option('--dry-run', 'say what would be done, and change nothing')
      .addHelpText('after', EXAMPLES)
      .action(async (name: string, { config: file, closeRoles, dryRun }: RevokeOptions) => {
        const config = usableConfig(file, serviceNames, io.isColoured);
        const people = iamPeople(config);
        const access = await handling.connect(config, PEOPLE_OPERATOR_ROLE);
        if (dryRun) {
          const planned = await plannedRevocation(config, people, name, access);
          io.stdout(plannedRevocationText(planned, closeRoles === true));
          finish(EXIT.done);
          return;
        }
        const revocation = await revoke(config, people, name, {
          access,
          closeRoles: closeRoles === true,
          now: () => handling.now(),
          onStep: (step) => io.stderr(`${name}: ${stepText(step)}\n`),
        });
        io.stdout(revocationText(revocation));
        finish(isRevoked(revocation) ? EXIT.done : EXIT.failed);
      });
}

const EXAMPLES = `
Examples:
  orgstrap people revoke first-developer
  orgstrap people revoke first-developer --close-roles
`;
