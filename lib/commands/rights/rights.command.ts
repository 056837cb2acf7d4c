import { EXIT } from '../../domain/failure';
import { CONFIG, command, JSON_RESULT } from '../command';

interface RightsOptions {
  readonly command: string;
  readonly subcommand?: string;
  readonly config: string;
  readonly fix?: true;
  readonly role?: string;
  readonly for?: string;
  readonly json?: true;
}

/** `orgstrap rights`: the least that AWS must let somebody do who runs a command. */
export const rightsCommand = command<RightsOptions>({
  name: 'rights',
  description:
    'Print the least IAM policies with which a command runs, for this org.yaml: as a script that creates them, with what each is for. ' +
    'Of a command that works as roles for operators, it is becoming those roles. Asks AWS nothing.',
  statuses: {
    done: 'the policies are printed',
    unusable: 'the command is unknown, or could do nothing with this org.yaml: no operators, no people',
  },
  parameters: {
    command: { syntax: '<command>', description: 'a command of orgstrap; cdk; or operators, for all that they run' },
    subcommand: { syntax: '[subcommand]', description: 'of key, people and cdk: rotate, audit, deploy' },
    config: CONFIG,
    fix: { syntax: '--fix', description: 'what doctor --fix needs beside doctor' },
    role: {
      syntax: '--role <name>',
      description: 'print a role of that name, too, which has the policies and which one principal becomes with MFA',
    },
    for: { syntax: '--for <arn>', description: 'with --role: the role or user that becomes it, of the same account' },
    json: JSON_RESULT,
  },
  examples: [
    'orgstrap rights doctor',
    'orgstrap rights key rotate',
    'orgstrap rights cdk deploy --json',
    'orgstrap rights operators --role platform-operator --for arn:PARTITION:iam::ACCOUNT:user/ann',
  ],
  run: async (
    { command: first, subcommand, config: file, fix, role: roleName, for: principal, json },
    { io, during, synthesizedStacks },
  ) => {
    const { existsSync } = await import('node:fs');
    const { named } = await import('../../estate/named');
    const { usableConfig } = await import('../usable-config');
    const { chosenRole } = await import('./chosen-role');
    const { EVERY_COMMAND } = await import('./every-command');
    const { resourceTypesIn } = await import('./resource-types');
    const { rightsFor } = await import('./rights');
    const { rightsJson, rightsText } = await import('./rights.text');
    const all = Object.entries(EVERY_COMMAND).map(([name, rights]) => ({ name, rights }));
    const words = [first, ...(subcommand === undefined ? [] : [subcommand]), ...(fix ? ['--fix'] : [])].join(' ');
    const { name, rights } = named('command', all, words, 'of which the rights are known');
    const role = chosenRole(roleName, principal);
    const isBefore = rights.beforeOrgYaml !== undefined && !existsSync(file);
    const config = isBefore ? undefined : usableConfig(file, io.isColoured);
    const printed = await during('rights', (tell) => {
      const types = resourceTypesIn((account) => {
        tell('making every template', 'blocks');
        return synthesizedStacks(usableConfig(file, io.isColoured), account);
      });
      return rightsFor(name, rights, config, types);
    });
    const { withRole, roleFor } = await import('./rights');
    const shown = role === undefined ? printed : withRole(printed, roleFor(role.name, role.principal));
    io.stdout((json ? rightsJson : rightsText)(shown));
    return EXIT.done;
  },
});
