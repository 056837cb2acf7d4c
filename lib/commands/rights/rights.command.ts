import { EXIT } from '../../domain/failure';
import { CONFIG, command, JSON_RESULT } from '../command';

interface RightsOptions {
  readonly command: string;
  readonly subcommand?: string;
  readonly config: string;
  readonly fix?: true;
  readonly json?: true;
}

/** `orgstrap rights`: the least that AWS must let somebody do who runs a command. */
export const rightsCommand = command<RightsOptions>({
  name: 'rights',
  description:
    'Print the least IAM policies with which a command runs, for this org.yaml: as a script that creates them, with what each is for. ' +
    'Of a command that works as roles for operators, it is becoming those roles. Asks AWS nothing.',
  parameters: {
    command: { syntax: '<command>', description: 'a command of orgstrap, or cdk' },
    subcommand: { syntax: '[subcommand]', description: 'of key, people and cdk: rotate, audit, deploy' },
    config: CONFIG,
    fix: { syntax: '--fix', description: 'what doctor --fix needs beside doctor' },
    json: JSON_RESULT,
  },
  examples: ['orgstrap rights doctor', 'orgstrap rights key rotate', 'orgstrap rights cdk deploy --json'],
  run: async ({ command: first, subcommand, config: file, fix, json }, { io, during, synthesizedStacks }) => {
    const { existsSync } = await import('node:fs');
    const { named } = await import('../../estate/named');
    const { usableConfig } = await import('../usable-config');
    const { EVERY_COMMAND } = await import('./every-command');
    const { resourceTypesIn } = await import('./resource-types');
    const { rightsFor } = await import('./rights');
    const { rightsJson, rightsText } = await import('./rights.text');
    const all = Object.entries(EVERY_COMMAND).map(([name, rights]) => ({ name, rights }));
    const words = [first, ...(subcommand === undefined ? [] : [subcommand]), ...(fix ? ['--fix'] : [])].join(' ');
    const { name, rights } = named('command', all, words, 'of which the rights are known');
    const isBefore = rights.beforeOrgYaml !== undefined && !existsSync(file);
    const config = isBefore ? undefined : usableConfig(file, io.isColoured);
    const printed = await during('rights', (tell) => {
      const types = resourceTypesIn((account) => {
        tell('making every template', 'blocks');
        return synthesizedStacks(usableConfig(file, io.isColoured), account);
      });
      return rightsFor(name, rights, config, types);
    });
    io.stdout((json ? rightsJson : rightsText)(printed));
    return EXIT.done;
  },
});
