import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT } from '../../../lib/domain/failure';
import type { AccountId } from '../../../lib/domain/ids';
import { type OrgYaml, processEnvironment, type Rehearsal } from '../context/rehearsal';
import { NotProved } from '../report/ledger';
import { cdkProcess } from '../steps/deploy';
import { runAws } from './printed-commands';

/**
 * The commands of the shell block below a marker of a document, so that what is run is what somebody reads there.
 *
 * @throws Error where there are none
 */
export function documentedCommands(root: string, file: string, marker: string): readonly string[] {
  const lines = readFileSync(join(root, file), 'utf8')
    .split('\n')
    .map((line) => line.trim());
  const start = lines.indexOf('```sh', lines.indexOf(`<!-- ${marker} -->`) + 1);
  const commands = lines.includes(`<!-- ${marker} -->`) ? lines.slice(start + 1, lines.indexOf('```', start)) : [];
  if (commands.length === 0) throw new Error(`${file} has no commands below <!-- ${marker} -->`);
  return commands;
}

/** The arguments of a command of orgstrap below a marker of a document, with values in place of the words in capitals. */
export function documentedArguments(
  root: string,
  file: string,
  marker: string,
  values: Readonly<Record<string, string>> = {},
): readonly string[] {
  const [command = ''] = documentedCommands(root, file, marker);
  return filledIn(command, values).split(' ').slice('npx orgstrap'.split(' ').length);
}

/**
 * Puts values in place of the words in capitals.
 *
 * @throws Error where a word has no value
 */
export function filledIn(command: string, values: Readonly<Record<string, string>>): string {
  return command.replace(/\b[A-Z]{2,}\b/g, (word) => {
    const value = values[word];
    if (value === undefined) throw new Error(`nothing stands for ${word} in ${command}`);
    return value;
  });
}

/**
 * Runs what a document says as an administrator of an account. A command that looks may find something.
 *
 * @throws NotProved where it fails
 */
export async function runCommand(
  rehearsal: Rehearsal,
  orgYaml: OrgYaml,
  account: AccountId,
  command: string,
): Promise<void> {
  const [program, tool, verb = '', ...args] = command.split(' ');
  if (program === 'aws') return void (await runAws(rehearsal, orgYaml, account, command));
  const { command: executable, args: all, options } = await processOf(rehearsal, orgYaml, account, tool, verb, args);
  const { status, output } = await rehearsal.children.run(executable, all, options);
  // What the emulator does not answer is open.
  const isFine =
    status === EXIT.done ||
    ((LOOKS.includes(verb) || args[0] === 'audit') && (status === EXIT.failed || status === EXIT.incomplete));
  if (!isFine) throw new NotProved(`${command} ended with ${status}\n${output}`);
}

/** Commands that may find something. */
const LOOKS = ['doctor', 'verify'];

async function processOf(
  rehearsal: Rehearsal,
  orgYaml: OrgYaml,
  account: AccountId,
  tool: string | undefined,
  verb: string,
  args: readonly string[],
) {
  if (tool === 'cdk' && (verb === 'deploy' || verb === 'destroy')) {
    return cdkProcess(rehearsal, orgYaml, account, verb, args);
  }
  if (tool !== 'orgstrap') throw new Error(`nobody knows how to run npx ${tool} ${verb}`);
  const credentials = await rehearsal.control.administratorOf(account);
  return {
    command: process.execPath,
    args: [...rehearsal.program, verb, ...args, '--config', orgYaml.file],
    options: { cwd: rehearsal.root, env: processEnvironment(rehearsal, orgYaml.config, credentials) },
  };
}
