import { execFileSync } from 'node:child_process';
import { sep } from 'node:path';
import type { CliCommand, CommandGroup } from '../../lib/commands/command';
import { COMMANDS } from '../../lib/commands/commands';
import { ROOT } from '../support/examples';

/** Constants that parameters are made of. */
const LIGHT = [
  'lib/commands/deploy/deploy-acceptances.ts',
  'lib/commands/destroy/destroy-acceptances.ts',
  'lib/commands/init/choices.ts',
  'lib/commands/live-report/parameters.ts',
  'lib/commands/nag/format-names.ts',
  'lib/commands/new/company-systems.ts',
  'lib/commands/onboard/account-options.ts',
  'lib/commands/people/profile-formats.ts',
  'lib/commands/plan/accepted-losses.ts',
  'lib/commands/state/parameters.ts',
  'lib/commands/whole-number.ts',
  'lib/domain/ci-identity.ts',
  'lib/domain/failure.ts',
  'lib/domain/template-finding.ts',
  'lib/writers/ci/systems.ts',
];

function loadedBy(module: string): readonly string[] {
  const script = `const before = Object.keys(require.cache); require('./${module}');
    console.log(JSON.stringify(Object.keys(require.cache).filter((file) => !before.includes(file))))`;
  const out = execFileSync(process.execPath, ['--import', 'tsx', '-e', script], { cwd: ROOT, encoding: 'utf8' });
  const files: readonly string[] = JSON.parse(out);
  return files.map((file) => file.replace(`${ROOT}${sep}`, '').replaceAll(sep, '/'));
}

test('the list of commands loads nothing but their data: every process pays for it', () => {
  const others = loadedBy('lib/commands/commands.ts').filter(
    (file) => !/^lib\/commands\/([a-z]+\.ts|.*\.command\.ts)$/.test(file),
  );
  expect(others.sort()).toEqual(LIGHT);
});

describe.each(commandsOf(COMMANDS).map((command) => [command.name, command] as const))('%s', (_, command) => {
  const options = Object.entries(command.parameters).filter(([, { syntax }]) => syntax.startsWith('-'));
  const values = Object.entries(command.parameters).filter(([, { syntax }]) => !syntax.startsWith('-'));

  test('gets each option by its long form in camel case', () => {
    for (const [name, { syntax }] of options) {
      const long = /--(?:no-)?(?<long>[a-z-]+)/.exec(syntax)?.groups?.long ?? '';
      expect(name).toBe(long.replace(/-(.)/g, (_dash, letter: string) => letter.toUpperCase()));
    }
  });

  test('gets each argument by its own name', () => {
    for (const [name, { syntax }] of values) expect(syntax).toMatch(new RegExp(`^(<${name}>|\\[${name}\\])$`));
  });

  test('has an example', () => {
    expect(command.examples.length).toBeGreaterThan(0);
  });
});

function commandsOf(all: readonly (CliCommand | CommandGroup)[]): readonly CliCommand[] {
  return all.flatMap((one) => ('commands' in one ? one.commands : [one]));
}
