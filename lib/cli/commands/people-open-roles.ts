import { Command } from 'commander';
import { EXIT } from '../../domain/failure';
import { PEOPLE_OPERATOR_ROLE } from '../../domain/names';
import { openRoles } from '../../operations/people/closed-roles';
import { iamPeople } from '../../operations/people/iam-people';
import { everyAccessRole } from '../../operations/people/lasting-reach';
import { openedText } from '../access-role-text';
import type { CliCommand } from '../command';
import { configOption } from '../options';
import { usableConfig } from '../usable-config';
import type { PeopleHandling } from './people-handling';

interface OpenOptions {
  readonly config: string;
}

/** `orgstrap people open-roles`: lets people work again in the access roles that a revocation closed. */
export function peopleOpenRolesCommand(
  serviceNames: () => readonly string[],
  { connect }: Pick<PeopleHandling, 'connect'>,
): CliCommand {
  return ({ io, finish }) =>
    new Command('open-roles')
      .description(
        'Open every access role that is closed, in all accounts of org.yaml, and say which. Sessions that were opened before ' +
          'they were closed work again, unless their time is over.',
      )
      .addOption(configOption())
      .addHelpText('after', '\nExample:\n  orgstrap people open-roles --config org.yaml\n')
      .action(async ({ config: file }: OpenOptions) => {
        const config = usableConfig(file, serviceNames, io.isColoured);
        const { people } = iamPeople(config);
        const access = await connect(config, PEOPLE_OPERATOR_ROLE);
        const opened = await openRoles(everyAccessRole(config, people), (account) => access.accessRoles(account));
        io.stdout(openedText(opened));
        finish(opened.failures.length > 0 ? EXIT.failed : EXIT.done);
      });
}
