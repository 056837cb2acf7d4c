import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../../lib/commands/main';
import { awsConfigFile, peopleAwsConfigCommand } from '../../../lib/commands/people/aws-config.command';
import { peopleLinksCommand } from '../../../lib/commands/people/links.command';
import { EXIT } from '../../../lib/domain/failure';
import { ROOT } from '../../support/examples';
import { contextOf } from '../context-of';
import { RecordingIo } from '../recording-io';

const FOUR = join(ROOT, 'examples', 'four-accounts.yaml');
const CENTER = join(ROOT, 'examples', 'identity-center.yaml');
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orgstrap-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

async function run(...args: readonly string[]) {
  const io = new RecordingIo();
  const context = contextOf(io, { awsConfigFile: () => join(folder, 'config') });
  const status = await main(args, [peopleLinksCommand, peopleAwsConfigCommand], context);
  return { status, out: io.out, err: io.err };
}

describe('orgstrap people links', () => {
  test('writes the page, and its path on stdout', async () => {
    const page = join(folder, 'a', 'links.html');
    expect(await run('links', '--config', FOUR, '--out', page)).toEqual({
      status: EXIT.done,
      out: `${page}\n`,
      err: '',
    });
    expect(readFileSync(page, 'utf8')).toContain('<section id="developers"');
  });

  test('takes a group and a portal', async () => {
    const page = join(folder, 'links.html');
    const portal = 'https://d-1234567890.awsapps.com/start';
    const { status } = await run('links', '-c', CENTER, '-o', page, '--group', 'auditors', '--portal', portal);
    expect(status).toBe(EXIT.done);
    expect(readFileSync(page, 'utf8').match(/<section id="[^"]*"/g)).toEqual(['<section id="auditors"']);
  });

  test('ends with 2 for people of Identity Center without a portal, and says what to name', async () => {
    const { status, out, err } = await run('links', '-c', CENTER, '-o', join(folder, 'links.html'));
    expect({ status, out }).toEqual({ status: EXIT.unusable, out: '' });
    expect(err).toContain('--portal');
  });

  test('says which group was meant', async () => {
    const { status, err } = await run('links', '-c', FOUR, '-o', join(folder, 'links.html'), '--group', 'developer');
    expect([status, err]).toEqual([EXIT.unusable, expect.stringContaining('did you mean developers? expected one of')]);
  });
});

describe('orgstrap people aws-config', () => {
  const user = ['aws-config', 'first-developer', '--config', FOUR];

  test('writes into the file of the AWS CLI, and its path on stdout', async () => {
    const file = join(folder, 'config');
    expect(await run(...user)).toEqual({ status: EXIT.done, out: `${file}\n`, err: '' });
    expect(readFileSync(file, 'utf8')).toContain('[profile dev-developer]\n');
  });

  test('writes into the file that is named, and into no other', async () => {
    const file = join(folder, 'named');
    expect(await run(...user, '--file', file, '--source-profile', 'jump')).toMatchObject({ out: `${file}\n` });
    expect(readFileSync(file, 'utf8')).toContain('source_profile = jump\n');
    expect(existsSync(join(folder, 'config'))).toBe(false);
  });

  test.each([
    [['--print'], '[profile dev-developer]\n'],
    [['--format', 'extend-switch-roles'], '[dev-developer]\n'],
  ])('with %j writes to stdout, and no file', async (options, text) => {
    const { status, out } = await run(...user, ...options);
    expect(status).toBe(EXIT.done);
    expect(out).toContain(text);
    expect(existsSync(join(folder, 'config'))).toBe(false);
  });

  test.each([
    [['aws-config', '--config', FOUR], "missing required argument 'user'"],
    [['aws-config', 'first-develop', '--config', FOUR], 'did you mean first-developer?'],
    [[...user, '--print', '--file', 'x'], 'cannot be used with'],
    [[...user, '--format', 'json'], 'config, extend-switch-roles'],
  ])('ends with 2 for %j, and says why', async (args, text) => {
    const { status, out, err } = await run(...args);
    expect({ status, out }).toEqual({ status: EXIT.unusable, out: '' });
    expect(err).toContain(text);
  });
});

test.each([
  [{}, '/home/ada/.aws/config'],
  [{ AWS_CONFIG_FILE: '' }, '/home/ada/.aws/config'],
  [{ AWS_CONFIG_FILE: '/etc/aws' }, '/etc/aws'],
  [{ AWS_CONFIG_FILE: '~/aws' }, '/home/ada/aws'],
])('with %j in its environment, the AWS CLI reads %s', (env, file) => {
  expect(awsConfigFile(env, '/home/ada')).toBe(file);
});
