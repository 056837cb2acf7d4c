import type { CommandGroup } from '../command';
import { peopleAuditCommand } from './people-audit';
import { peopleAwsConfigCommand } from './people-aws-config';
import { peopleInviteCommand } from './people-invite';
import { peopleLinksCommand } from './people-links';
import { peopleOpenRolesCommand } from './people-open-roles';
import { peopleRevokeCommand } from './people-revoke';

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
