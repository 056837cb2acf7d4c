import { Command, Option } from 'commander';
import { EXIT } from '../../domain/failure';
import { PEOPLE_OPERATOR_ROLE } from '../../domain/names';
import { namesOf } from '../../domain/names-of';
import { signInAddress } from '../../domain/sign-in-page';
import { iamPeople, personNamed } from '../../operations/people/iam-people';
import { invite, plannedInvitation } from '../../operations/people/invite';
import { opsUser } from '../../operations/people/ops-user';
import type { CliCommand } from '../command';
import { invitationJson, invitationText } from '../invitation-text';
import { configOption } from '../options';
import { plannedText, stepText } from '../people-step-text';
import { usableConfig } from '../usable-config';
import type { PeopleHandling } from './people-handling';

interface InviteOptions {
  readonly config: string;
  readonly again?: true;
  readonly resetMfa?: true;
  readonly dryRun?: true;
  readonly json?: true;
}

/** `orgstrap people invite`: a first password for a person of `org.yaml`, which is shown once. */
export function peopleInviteCommand(serviceNames: () => readonly string[], handling: PeopleHandling): CliCommand {
  return ({ io, finish }) =>
    new Command('invite')
      .description(
        'Give a person of org.yaml a first password for the Ops account, and show it once, with the sign-in address and the ' +
          'steps. They choose another password when they sign in, and can do nothing before they have MFA.',
      )
      .argument('<user>', 'a user of org.yaml, who is deployed')
      .addOption(configOption())
      .option('--again', 'set a new password for somebody who has one')
      .addOption(
        new Option('--reset-mfa', 'somebody has lost their MFA device: remove it, and set a new password').implies({
          again: true,
        }),
      )
      .option('--dry-run', 'say what would be done, and change nothing')
      .addOption(new Option('--json', 'write the result to stdout as JSON, the password, too').conflicts('dryRun'))
      .addHelpText('after', EXAMPLES)
      .action(async (name: string, { config: file, again, resetMfa, dryRun, json }: InviteOptions) => {
        const config = usableConfig(file, serviceNames, io.isColoured);
        const person = personNamed(iamPeople(config).users, name);
        const user = opsUser(config, person.name);
        const { signIns } = await (await handling.connect(config, PEOPLE_OPERATOR_ROLE)).ops();
        const options = { again: again === true, resetMfa: resetMfa === true };
        if (dryRun) {
          const { steps } = await plannedInvitation(user, signIns, options);
          io.stdout(plannedText(name, steps));
        } else {
          const invited = await invite(user, signIns, options, (step) => io.stderr(`${name}: ${stepText(step)}\n`));
          const address = signInAddress(namesOf(config).partition, config.accounts.ops);
          const invitation = { ...invited, user: name, address };
          io.stdout(json ? invitationJson(invitation) : invitationText(invitation));
        }
        finish(EXIT.done);
      });
}

const EXAMPLES = `
Examples:
  orgstrap people invite first-developer
  orgstrap people invite first-developer --reset-mfa
`;
