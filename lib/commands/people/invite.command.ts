import { EXIT } from '../../domain/failure';
import { CONFIG, command } from '../command';

interface InviteOptions {
  readonly user: string;
  readonly config: string;
  readonly again?: true;
  readonly resetMfa?: true;
  readonly dryRun?: true;
  readonly json?: true;
}

/** `orgstrap people invite`: a first password for a person of `org.yaml`, which is shown once. */
export const peopleInviteCommand = command<InviteOptions>({
  name: 'invite',
  description:
    'Give a person of org.yaml a first password for the Ops account, and show it once, with the sign-in address and the ' +
    'steps. They choose another password when they sign in, and can do nothing before they have MFA.',
  statuses: {
    done: 'the password is set',
    failed:
      'the user has a password already, is not deployed yet, or was shut out by revoke; or the password policy of the account wants more than 32 characters',
    unusable: 'wrong usage, no such user, no operators, or AWS refuses the people operator role',
    incomplete: 'no usable credentials, or AWS cannot be reached',
  },
  parameters: {
    user: { syntax: '<user>', description: 'a user of org.yaml, who is deployed' },
    config: CONFIG,
    again: { syntax: '--again', description: 'set a new password for somebody who has one' },
    resetMfa: {
      syntax: '--reset-mfa',
      description: 'somebody has lost their MFA device: remove it, and set a new password',
      implies: { again: true },
    },
    dryRun: { syntax: '--dry-run', description: 'say what would be done, and change nothing' },
    json: {
      syntax: '--json',
      description: 'write the result to stdout as JSON, the password, too',
      conflictsWith: 'dryRun',
    },
  },
  examples: ['orgstrap people invite first-developer', 'orgstrap people invite first-developer --reset-mfa'],
  run: async ({ user: name, config: file, again, resetMfa, dryRun, json }, { io, peopleAccess, uninterrupted }) => {
    const { usableConfig } = await import('../usable-config');
    const { PEOPLE_OPERATOR_ROLE, peopleGroupName } = await import('../../domain/names');
    const { namesOf } = await import('../../domain/names-of');
    const { signInAddress } = await import('../../domain/console-addresses');
    const { named } = await import('../../estate/named');
    const { iamPeople } = await import('./iam-people');
    const { invite, plannedInvitation } = await import('./invite');
    const { opsUser } = await import('./iam-people');
    const { invitationJson, invitationText } = await import('./invite.text');
    const { plannedText, stepText } = await import('./steps.text');
    const config = usableConfig(file, io.isColoured);
    const person = named('user', iamPeople(config).users, name);
    const user = opsUser(config, person.name);
    const ops = await (await peopleAccess(config, PEOPLE_OPERATOR_ROLE)).ops();
    const groups = person.groups.map(peopleGroupName);
    const options = { again: again === true, resetMfa: resetMfa === true, groups };
    if (dryRun) {
      const { steps } = await plannedInvitation(user, ops, options);
      io.stdout(plannedText(name, steps));
      return EXIT.done;
    }
    const address = signInAddress(namesOf(config).partition, config.accounts.ops);
    // A password that was set and never shown is of use to nobody.
    return uninterrupted(async () => {
      const invited = await invite(user, ops, options, (step) => io.stderr(`${name}: ${stepText(step)}\n`));
      const invitation = { ...invited, user: name, address };
      io.stdout(json ? invitationJson(invitation) : invitationText(invitation));
      return EXIT.done;
    });
  },
});
