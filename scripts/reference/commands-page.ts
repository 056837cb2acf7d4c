import type { CliCommand, CommandGroup } from '../../lib/commands/command';
import { COMMANDS } from '../../lib/commands/commands';
import { EXIT } from '../../lib/domain/failure';
import { cell } from './table';

/** What the statuses mean of all commands; docs/commands.md says more of each. */
const OF_ALL = {
  done: 'done, and nothing was found',
  failed: 'it ran, and the answer is no; or AWS refused something after a part was done',
  unusable: 'somebody must change something first; nothing was done',
  incomplete: 'nobody knows the answer; another run may know it',
  interrupted: 'Ctrl-C',
} as const satisfies Record<keyof typeof EXIT, string>;

type Status = Exclude<keyof typeof EXIT, 'interrupted'>;

/** A command with the words that it is called by. */
interface Called {
  readonly name: string;
  readonly command: CliCommand;
}

/** `docs/reference/commands.md`: every command, as its data has it. */
export function commandsPage(): string {
  const all = COMMANDS.flatMap((one) => calledBy(one, 'orgstrap'));
  return `# Every command

Written from the commands by \`npm run reference\`; \`--help\` says the same of each. [What they do, and why](../commands.md).

| exit status | means |
|---|---|
${Object.entries(OF_ALL)
  .map(([status, means]) => `| ${EXIT[status as keyof typeof OF_ALL]} | ${means} |`)
  .join('\n')}

${all.map(({ name }) => `- [\`${name}\`](#${name.replaceAll(' ', '-')})`).join('\n')}
${all.map(sectionOf).join('')}`;
}

function calledBy(one: CliCommand | CommandGroup, parent: string): readonly Called[] {
  const name = `${parent} ${one.name}`;
  return 'commands' in one ? one.commands.flatMap((child) => calledBy(child, name)) : [{ name, command: one }];
}

function sectionOf({ name, command }: Called): string {
  const { description, parameters, examples } = command;
  return `
## \`${name}\`

${description}

| argument or option | means | default |
|---|---|---|
${Object.values(parameters)
  .map((one) => rowOf(one, parameters))
  .join('\n')}
${statusesOf(command)}
\`\`\`sh
${examples.join('\n')}
\`\`\`
`;
}

type Parameters = CliCommand['parameters'];

function rowOf(parameter: Parameters[string], all: Parameters): string {
  const { syntax, description, choices, read, conflictsWith, implies } = parameter;
  const other = conflictsWith === undefined ? undefined : all[conflictsWith]?.syntax;
  const means = [
    description,
    ...(choices === undefined ? [] : [`one of ${choices.map((choice) => `\`${choice}\``).join(', ')}`]),
    ...(read === undefined ? [] : [`takes ${read.expected}`]),
    ...(other === undefined ? [] : [`not beside \`${other}\``]),
    ...Object.keys(implies ?? {}).map((implied) => `\`${all[implied]?.syntax}\`, too`),
  ];
  return `| \`${cell(syntax)}\` | ${cell(means.join('; '))} | ${cell(defaultOf(parameter))} |`;
}

function defaultOf({ syntax, isRequired, defaultText, default: value }: Parameters[string]): string {
  if (isRequired || syntax.startsWith('<')) return 'none: it is needed';
  if (defaultText !== undefined) return defaultText;
  if (value === undefined || value === false || (Array.isArray(value) && value.length === 0)) return 'none';
  return `\`${Array.isArray(value) ? value.join(' ') : String(value)}\``;
}

function statusesOf({ statuses }: CliCommand): string {
  const said = Object.entries(OF_ALL).flatMap(([status]) => {
    const means = status === 'interrupted' ? undefined : statuses[status as Status];
    return means === undefined ? [] : [`| ${EXIT[status as Status]} | ${cell(means)} |`];
  });
  return said.length === 0 ? '' : `\n| exit status | means |\n|---|---|\n${said.join('\n')}\n`;
}
