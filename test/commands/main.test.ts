import type { CliCommand } from '../../lib/commands/command';
import { main } from '../../lib/commands/main';
import { validateCommand } from '../../lib/commands/validate/validate.command';
import { EXIT, type ExitStatus, Failure } from '../../lib/domain/failure';
import { contextOf } from './context-of';
import { RecordingIo } from './recording-io';

const COMMANDS = [validateCommand];

async function run(argv: readonly string[], commands: readonly CliCommand[] = COMMANDS) {
  const io = new RecordingIo();
  const status = await main(argv, commands, contextOf(io));
  return { status, out: io.out, err: io.err };
}

function commandThat(run: () => Promise<ExitStatus>): CliCommand {
  return { name: 'act', description: '', parameters: {}, statuses: {}, examples: [], run };
}

describe('wrong usage ends with 2, and says so on stderr only', () => {
  test.each([
    {
      name: 'an unknown command',
      argv: ['deploy'],
      err: "error: unknown command 'deploy'\n(--help shows the usage)\n",
    },
    {
      name: 'a misspelt command',
      argv: ['valdate'],
      err: "error: unknown command 'valdate'\n(Did you mean validate?)\n(--help shows the usage)\n",
    },
    {
      name: 'an unknown option',
      argv: ['validate', '--xml'],
      err: "error: unknown option '--xml'\n(--help shows the usage)\n",
    },
    {
      name: 'an option without its value',
      argv: ['validate', '--config'],
      err: "error: option '-c, --config <file>' argument missing\n(--help shows the usage)\n",
    },
    {
      name: 'the file without its option',
      argv: ['validate', 'org.yaml'],
      err: "error: too many arguments for 'validate'. Expected 0 arguments but got 1.\n(--help shows the usage)\n",
    },
  ])('$name', async ({ argv, err }) => {
    expect(await run(argv)).toEqual({ status: EXIT.unusable, out: '', err });
  });

  test('no command at all', async () => {
    const { status, out, err } = await run([]);
    expect({ status, out }).toEqual({ status: EXIT.unusable, out: '' });
    expect(err).toContain('Usage: orgstrap [options] [command]');
  });
});

describe('what goes wrong within a command', () => {
  test("a Failure is one line without a stack, and takes the failure's exit status", async () => {
    const commands = [
      commandThat(() => {
        throw new Failure('NoTerraform', 'terraform is not installed', EXIT.incomplete);
      }),
    ];
    expect(await run(['act'], commands)).toEqual({
      status: EXIT.incomplete,
      out: '',
      err: 'orgstrap: terraform is not installed\n',
    });
  });

  test('a Failure that comes later is shown in the same way', async () => {
    const commands = [commandThat(() => Promise.reject(new Failure('Declined', 'declined')))];
    expect(await run(['act'], commands)).toEqual({ status: EXIT.failed, out: '', err: 'orgstrap: declined\n' });
  });

  test('a bug keeps its stack, and ends with no status of a finding', async () => {
    const commands = [
      commandThat(() => {
        throw new TypeError('x is not a function');
      }),
    ];
    const { status, err } = await run(['act'], commands);
    expect(status).toBe(EXIT.incomplete);
    expect(err).toMatch(/^orgstrap: this is a bug in orgstrap\nTypeError: x is not a function\n {4}at /);
  });

  test('what the machine does not let is one line, and no bug', async () => {
    const full = Object.assign(new Error('ENOSPC: no space left on device, mkdtemp'), {
      code: 'ENOSPC',
      syscall: 'mkdtemp',
    });
    expect(await run(['act'], [commandThat(() => Promise.reject(full))])).toEqual({
      status: EXIT.incomplete,
      out: '',
      err: 'orgstrap: this machine does not let it: ENOSPC: no space left on device, mkdtemp\n',
    });
  });

  test('something thrown that is no error is shown, too', async () => {
    const { status, err } = await run(['act'], [commandThat(() => Promise.reject('odd'))]);
    expect({ status, err }).toEqual({ status: EXIT.incomplete, err: 'orgstrap: this is a bug in orgstrap\nodd\n' });
  });

  test('the colour of a failure is left out unless it is wanted', async () => {
    const io = new RecordingIo(true);
    const declines = commandThat(() => Promise.reject(new Failure('Declined', 'declined')));
    await main(['act'], [declines], contextOf(io));
    expect(io.err).toBe('\u001b[31morgstrap:\u001b[39m declined\n');
  });
});

describe('help goes to stdout and ends with 0', () => {
  test('orgstrap --help', async () => {
    const { status, out, err } = await run(['--help']);
    expect({ status, err }).toEqual({ status: EXIT.done, err: '' });
    expect(out).toMatchInlineSnapshot(`
"Usage: orgstrap [options] [command]

Bootstraps multi-account Terraform on an AWS Organization.

Options:
  -V, --version       show the version
  -h, --help          display help for command

Commands:
  validate [options]  Report every problem of org.yaml, with its line and
                      column. Asks AWS nothing and writes nothing.
  help [command]      display help for command
"
`);
  });

  test('orgstrap validate --help', async () => {
    const { status, out, err } = await run(['validate', '--help']);
    expect({ status, err }).toEqual({ status: EXIT.done, err: '' });
    expect(out).toMatchInlineSnapshot(`
"Usage: orgstrap validate [options]

Report every problem of org.yaml, with its line and column. Asks AWS nothing and
writes nothing.

Options:
  -c, --config <file>  the configuration (default: "org.yaml")
  --json               write the result to stdout as JSON
  -h, --help           display help for command

Example:
  orgstrap validate --config examples/four-accounts.yaml

"
`);
  });
});

test('one run leaves nothing behind for the next', async () => {
  await run(['validate', '--json', '--config', 'no-such-file.yaml']);
  const { out, err } = await run(['validate', '--config', 'no-such-file.yaml']);
  expect({ out, err }).toEqual({ out: '', err: expect.stringContaining('no such file') });
});
