import { Command } from 'commander';
import type { CliCommand } from '../command';
import { peopleAuditCommand } from './people-audit';
import { peopleAwsConfigCommand } from './people-aws-config';
import type { PeopleHandling } from './people-handling';
import { peopleInviteCommand } from './people-invite';
import { peopleLinksCommand } from './people-links';
import { peopleOpenRolesCommand } from './people-open-roles';
import { peopleRevokeCommand } from './people-revoke';

/**
 * `orgstrap people`: who signs in at the Ops account, and how they get on from there.
 *
 * @param awsConfigFile - where the AWS CLI reads profiles
 */
export function peopleCommand(
  serviceNames: () => readonly string[],
  handling: PeopleHandling,
  awsConfigFile: () => string,
): CliCommand {
  const commands = [
    peopleInviteCommand(serviceNames, handling),
    peopleRevokeCommand(serviceNames, handling),
    peopleOpenRolesCommand(serviceNames, handling),
    peopleAuditCommand(serviceNames, handling),
    peopleLinksCommand(serviceNames),
    peopleAwsConfigCommand(serviceNames, awsConfigFile),
  ];
  return (roof) => {
    const people = new Command('people').description(
      'Invite people and shut them out, see who can reach what, and write the links and profiles that they switch with.',
    );
    for (const command of commands) people.addCommand(command(roof));
    return people;
  };
}
