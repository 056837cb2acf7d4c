import { EXIT } from '../../../lib/domain/failure';
import { RecordingIo } from '../../../test/commands/recording-io';
import { parseOptions } from '../options';

function parsed(...argv: readonly string[]) {
  const io = new RecordingIo();
  return { options: parseOptions(argv, io), io };
}

test('without options it is org.yaml, and its summary', () => {
  expect(parsed().options).toEqual({ config: 'org.yaml', keep: false, strict: false, verbose: false });
});

test('drills are all of them, or those that are named', () => {
  expect(parsed('--drills').options).toMatchObject({ drills: true });
  expect(parsed('--drills', 'life', 'destroyed').options).toMatchObject({ drills: ['life', 'destroyed'] });
});

test('--help goes to stdout, fits a terminal, and ends with 0', () => {
  const { options, io } = parsed('--help');
  expect({ options, err: io.err }).toEqual({ options: EXIT.done, err: '' });
  expect(io.out).toMatch(/^Usage: npm run rehearse -- \[options\]/);
  for (const option of ['--verbose', '--report <file>', '--strict', '--drills', 'account-moved', 'Examples:']) {
    expect(io.out).toContain(option);
  }
  expect(io.out.split('\n').filter((line) => line.length > 80)).toEqual([]);
});

test.each([
  ['an option that there is not', ['--no-such'], "error: unknown option '--no-such'"],
  ['an option without its value', ['--json'], "error: option '--json <file>' argument missing"],
  ['a word too many', ['org.yaml'], 'error: too many arguments. Expected 0 arguments but got 1.'],
  [
    'a report with another ending',
    ['--report', 'report.pdf'],
    "error: option '--report <file>' argument 'report.pdf' is invalid. expected a file that ends with .html or .md.",
  ],
])('%s ends with 2, and says where the usage is', (_, argv, message) => {
  const { options, io } = parsed(...argv);
  expect({ options, out: io.out }).toEqual({ options: EXIT.unusable, out: '' });
  expect(io.err).toBe(`${message}\n(--help shows the usage)\n`);
});
