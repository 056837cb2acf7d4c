import type { CommandGroup } from '../command';
import { peopleAuditCommand } from './audit.command';
import { peopleAwsConfigCommand } from './aws-config.command';
import { peopleInviteCommand } from './invite.command';
import { peopleLinksCommand } from './links.command';
import { peopleOpenRolesCommand } from './open-roles.command';
import { peopleRevokeCommand } from './revoke.command';

/** `orgstrap people`: who signs in at the Ops account, and how they get on from there. */
export const peopleCommand: CommandGroup = {
  name: 'people',
  description:
    'Invite people and shut them out, see who can reach what, and write the links and profiles that they switch with.',
  commands: [
    peopleInviteCommand,
    peopleRevokeCommand,
    peopleOpenRolesCommand,
    peopleAuditCommand,
    peopleLinksCommand,
    peopleAwsConfigCommand,
  ],
};
