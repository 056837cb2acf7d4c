import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { COMMANDS } from '../../lib/commands/commands';
import { main } from '../../lib/commands/main';
import { EXIT } from '../../lib/domain/failure';
import { contextOf } from '../commands/context-of';
import { RecordingIo } from '../commands/recording-io';
import { ROOT } from '../support/examples';
import { EXAMPLES, NOT_RUN } from './not-run';
import { isValid } from './org-yaml-problems';
import { BLOCKS, type Block } from './pages';
import { orgstrapArguments, shellCommands } from './shell-commands';
import { orgYamlsOf } from './yaml-blocks';

const SHELL = BLOCKS.filter(({ language }) => language === 'sh');

const DRILLS = 'packages/rehearsal/drills';
/** What runs the blocks below markers. */
const RUNNERS = [
  '.ci/run',
  'test/commands/init/export-script.test.ts',
  ...readdirSync(join(ROOT, DRILLS), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(DRILLS, file)),
].map((file) => readFileSync(join(ROOT, file), 'utf8'));

/** Commands that ask AWS nothing, and make no templates. */
const OF_FILES = /^(?:validate|terraform|pipeline|people (?:links|aws-config)|rights (?!cdk))\b/;

const TESTED = SHELL.filter(isOfFiles);

test('every block for a shell is run, or has a command of which is said why nobody runs it', () => {
  const unexplained = SHELL.filter(
    (block) =>
      !isOfFiles(block) && !isBelowAMarker(block) && !EXAMPLES.includes(block.page) && reasonsOf(block).length === 0,
  );
  expect(unexplained.map(({ page, line, text }) => `${page}:${line} ${text.split('\n')[0]}`)).toEqual([]);
});

test('what nobody runs is on some page', () => {
  const used = SHELL.filter((block) => !isBelowAMarker(block)).flatMap(reasonsOf);
  expect(Object.keys(NOT_RUN).filter((begins) => !used.includes(begins))).toEqual([]);
});

test('there are blocks that are run here', () => {
  expect(TESTED.length).toBeGreaterThan(3);
});

describe.each(TESTED.map((block) => [`${block.page}:${block.line}`, block] as const))('%s', (_, block) => {
  test('is run, and ends well', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'documented-'));
    const before = process.cwd();
    try {
      writeFileSync(join(folder, 'org.yaml'), stringify(orgYamlAbove(block)));
      process.chdir(folder);
      for (const argv of commandsOf(block)) {
        const io = new RecordingIo();
        const context = contextOf(io, { root: folder, awsConfigFile: () => join(folder, 'aws-config') });
        const status = await main(argv, COMMANDS, context);
        expect([argv.join(' '), status, io.err.replaceAll(folder, '')]).toEqual([
          argv.join(' '),
          EXIT.done,
          expect.anything(),
        ]);
      }
    } finally {
      process.chdir(before);
      rmSync(folder, { recursive: true });
    }
  });
});

/** What the page has made of org.yaml by then; what README.md makes of it where the page has none. */
function orgYamlAbove({ page, line }: Block) {
  const readme = orgYamlsOf(blocksIn('README.md'), {}, isValid);
  const above = orgYamlsOf(blocksIn(page), readme[0]?.file ?? {}, isValid).filter((one) => one.line < line);
  return (above.at(-1) ?? readme.at(-1))?.file;
}

function blocksIn(page: string): readonly Block[] {
  return BLOCKS.filter((block) => block.page === page);
}

function commandsOf({ text }: Block): readonly (readonly string[])[] {
  return shellCommands(text).map((words) =>
    (orgstrapArguments(words) ?? []).map((word) => (word === 'NAME' ? 'delivery' : word)),
  );
}

function isOfFiles(block: Block): boolean {
  const commands = commandsOf(block);
  return (
    !EXAMPLES.includes(block.page) && commands.length > 0 && commands.every((argv) => OF_FILES.test(argv.join(' ')))
  );
}

function isBelowAMarker({ page, comment }: Block): boolean {
  if (comment === undefined) return false;
  return RUNNERS.some((text) => text.includes(comment) && text.includes(page));
}

/** How those commands of a block begin that nobody runs. */
function reasonsOf({ text }: Block): readonly string[] {
  const commands = shellCommands(text).map((words) =>
    words.filter((word) => !/^(?:npx|[A-Z_]+=.*)$/.test(word)).join(' '),
  );
  return Object.keys(NOT_RUN).filter((begins) => commands.some((command) => `${command} `.startsWith(`${begins} `)));
}
