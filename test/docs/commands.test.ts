import type { CliCommand, CommandGroup } from '../../lib/commands/command';
import { COMMANDS } from '../../lib/commands/commands';
import { main } from '../../lib/commands/main';
import { EXIT } from '../../lib/domain/failure';
import { contextOf } from '../commands/context-of';
import { RecordingIo } from '../commands/recording-io';
import { BLOCKS, type Block, PAGES, pageText } from './pages';
import { orgstrapArguments, shellCommands } from './shell-commands';

/** The commands as they are, but for what they do. */
const PARSED_ONLY = COMMANDS.map(idle);

function idle(one: CliCommand): CliCommand;
function idle(one: CliCommand | CommandGroup): CliCommand | CommandGroup;
function idle(one: CliCommand | CommandGroup): CliCommand | CommandGroup {
  if ('commands' in one) return { ...one, commands: one.commands.map((child) => idle(child)) };
  return { ...one, run: () => Promise.resolve(EXIT.done) };
}

async function objectionTo(argv: readonly string[]): Promise<string | undefined> {
  const io = new RecordingIo();
  const status = await main(argv, PARSED_ONLY, contextOf(io, {}));
  return status === EXIT.done ? undefined : `orgstrap ${argv.join(' ')}: ${io.err.split('\n')[0]}`;
}

test.each([
  ['a b && c # d', [['a', 'b'], ['c']]],
  ['a \'b c\' "d" \\\n  e', [['a', 'b c', 'd', 'e']]],
  ["a <<'E'\nb\nE\nc", [['a'], ['c']]],
  ['a > b 2>&1', [['a']]],
])('the commands of %j are found', (text, commands) => {
  expect(shellCommands(text)).toEqual(commands);
});

test('what is no command of orgstrap is found', async () => {
  expect(await objectionTo(['plan', '--frobnicate'])).toContain("unknown option '--frobnicate'");
  expect(await objectionTo(['key', 'rotate'])).toContain('missing required argument');
  expect(await objectionTo(['doctor', '--fix'])).toBeUndefined();
});

test('every command of orgstrap in a block is one, with options that it has', async () => {
  const commands = BLOCKS.flatMap(orgstrapCommandsIn);
  expect(commands.length).toBeGreaterThan(60);
  const objections = await Promise.all(
    commands.map(async ({ block, argv }) => {
      const objection = await objectionTo(argv);
      return objection === undefined ? [] : [`${block.page}:${block.line}: ${objection}`];
    }),
  );
  expect(objections.flat()).toEqual([]);
});

function orgstrapCommandsIn(block: Block) {
  const lines = block.language === 'sh' ? block.text : typedLines(block);
  return shellCommands(lines).flatMap((words) => {
    const argv = orgstrapArguments(words);
    return argv === undefined ? [] : [{ block, argv }];
  });
}

/** What is typed in a block that shows what a command prints. */
function typedLines({ language, text }: Block): string {
  return language === '' ? [...text.matchAll(/^\$ ((?:.*\\\n)*.*)$/gm)].map(([, line]) => line).join('\n') : '';
}

test('every option of orgstrap in a sentence or a table is one of its command', () => {
  const wrong = PAGES.flatMap((page) => unknownInSentences(page, pageText(page)));
  expect(wrong).toEqual([]);
});

test('that finds what is none', () => {
  expect(unknownInSentences('x.md', 'Run `orgstrap plan --frobnicate`, or `npx orgstrap frobnicate`.')).toEqual([
    'x.md: orgstrap plan --frobnicate',
    'x.md: npx orgstrap frobnicate',
  ]);
});

function unknownInSentences(page: string, text: string): readonly string[] {
  const sentences = text.replace(/^ *```[\s\S]*?^ *```/gm, '');
  return [...sentences.matchAll(/`((?:npx )?orgstrap( [^`\n]+))`/g)]
    .filter(([, , words = '']) => !isKnown(words.trim().split(/\s+/)))
    .map(([, command]) => `${page}: ${command}`);
}

function isKnown(
  [name = '', ...words]: readonly string[],
  all: readonly (CliCommand | CommandGroup)[] = COMMANDS,
): boolean {
  if (name.startsWith('-')) return ['--help', '--version'].includes(name);
  // A word in capitals stands for any of them.
  if (/^[A-Z.…]+$/.test(name)) return true;
  const found = all.find((one) => one.name === name);
  if (found === undefined) return false;
  if ('commands' in found) return words.length === 0 || isKnown(words, found.commands);
  const options = words.join(' ').match(/--[a-z-]+/g) ?? [];
  const known = Object.values(found.parameters).map(({ syntax }) => /--[a-z-]+/.exec(syntax)?.[0]);
  return options.every((option) => option === '--help' || known.includes(option));
}
