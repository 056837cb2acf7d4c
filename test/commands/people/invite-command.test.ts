import { writeFileSync } from 'node:fs';
import { EXIT } from '../../../lib/domain/failure';
import { VALID } from '../../config/org-yaml';
import { orgFile } from '../org-file';
import { FakePeopleAccount, ownDevice } from './fake-people-account';
import { PEOPLE_YAML } from './people-yaml';
import { deployed, interruptedPeople, NAME, people as runPeople } from './running-people';

const OPERATOR = 'orgstrap-people-operator';

const file = orgFile(PEOPLE_YAML);

function people(fake: FakePeopleAccount, ...argv: readonly string[]) {
  return runPeople(file, fake, ...argv);
}

function configOf(name: string, text: string): string {
  writeFileSync(file(name), text);
  return file(name);
}

describe('people invite', () => {
  test('shows the password that it has set, whoever interrupts it meanwhile', async () => {
    const fake = deployed();
    const { status, out } = await interruptedPeople(file, fake, 'invite', NAME);
    const [password = 'none'] = fake.passwords;
    expect(status).toBe(EXIT.interrupted);
    expect(out).toContain(password);
  });

  test('shows the password once, on stdout, with where to sign in and what to do', async () => {
    const fake = deployed();
    const { status, out, err, roles } = await people(fake, 'invite', NAME);
    const [password = ''] = fake.passwords;
    expect([status, roles, err]).toEqual([EXIT.done, [OPERATOR], `${NAME}: set a first password\n`]);
    expect(out.split(password)).toHaveLength(2);
    expect(out.replace(password, 'PASSWORD')).toMatchInlineSnapshot(`
"Sign-in address  https://333333333333.signin.aws.amazon.com/console
User name        first-developer
Password         PASSWORD

The password is shown this once, and has to be changed at the first sign-in. Hand it over on a channel of its own.

  1. Sign in with this password, and choose another one when you are asked to.
  2. Open "Security credentials" in the menu at the top right, and assign an MFA device: an authenticator app, with exactly first-developer as the name of the device. IAM refuses every other name.
  3. Sign out, and in again with a code of that device. Nothing but these steps works before.
  4. Switch into an account: by a link of the page that orgstrap people links writes. For the command line, make an access key in "Security credentials", and have orgstrap people aws-config first-developer write the profiles.
"
`);
  });

  test('knows the address of GovCloud', async () => {
    const text = PEOPLE_YAML.replace('eu-west-1', 'us-gov-west-1').replace('arn:aws:', 'arn:aws-us-gov:');
    const { out } = await people(deployed(), 'invite', NAME, '--config', configOf('govcloud.yaml', text));
    expect(out).toContain('Sign-in address  https://333333333333.signin.amazonaws-us-gov.com/console\n');
  });

  test('refuses somebody who has a password, and with --again keeps their MFA', async () => {
    const fake = deployed('invited');
    const refused = await people(fake, 'invite', NAME);
    expect([refused.status, refused.out]).toEqual([EXIT.failed, '']);
    expect(refused.err).toContain('has a password since 2026-03-01T00:00:00.000Z; --again sets a new one');
    const again = await people(fake, 'invite', NAME, '--again');
    expect(again.out).toContain(fake.passwords[0]);
    expect(again.out).toContain('Your MFA device is the one that you have.');
    expect(again.err).not.toContain(fake.passwords[0]);
  });

  test('removes a lost device with --reset-mfa, which sets a new password without being told', async () => {
    const fake = deployed('invited');
    const { out, err } = await people(fake, 'invite', NAME, '--reset-mfa');
    expect(out).toContain(`with exactly ${NAME} as the name of the device`);
    expect(err).toBe(
      [
        `${NAME}: set a new password in place of the one before`,
        `${NAME}: deactivate the MFA device ${ownDevice(NAME)}`,
        `${NAME}: delete the virtual MFA device ${ownDevice(NAME)}, if it is there`,
        '',
      ].join('\n'),
    );
  });

  test('says what it would do with --dry-run, and sets no password', async () => {
    const fake = deployed();
    const { out } = await people(fake, 'invite', NAME, '--dry-run');
    expect(out).toBe(`${NAME}: a run would\n  set a first password\n`);
    expect(fake.passwords).toEqual([]);
  });

  test('writes JSON, the password, too', async () => {
    const fake = deployed();
    const { out } = await people(fake, 'invite', NAME, '--json');
    expect(JSON.parse(out)).toEqual({
      version: 1,
      user: NAME,
      signInAddress: 'https://333333333333.signin.aws.amazon.com/console',
      password: fake.passwords[0],
      steps: Array(4).fill(expect.any(String)),
    });
  });

  test('does not tell a password that was set before something failed', async () => {
    const fake = deployed('invited');
    fake.refused.add('deactivateDevice');
    const { status, out, err } = await people(fake, 'invite', NAME, '--reset-mfa');
    expect([status, out]).toEqual([EXIT.failed, '']);
    expect(fake.passwords).toHaveLength(1);
    expect(err).not.toContain(fake.passwords[0]);
  });

  test.each([
    ['a user who is not there', ['first-develper'], 'did you mean first-developer? expected one of'],
    ['--json for nothing', [NAME, '--json', '--dry-run'], 'cannot be used with'],
  ])('refuses %s', async (_, argv, message) => {
    const { status, err, roles } = await people(deployed(), 'invite', ...argv);
    expect([status, roles]).toEqual([EXIT.unusable, []]);
    expect(err).toContain(message);
  });

  test.each([
    ['without people', VALID, 'org.yaml has no people'],
    ['without operators', PEOPLE_YAML.replace(/operators: \["arn.*\n/, ''), 'org.yaml has no operators'],
  ])('refuses an organization %s', async (_, text, message) => {
    const { status, err } = await people(deployed(), 'invite', NAME, '--config', configOf('other.yaml', text));
    expect([status, err]).toEqual([EXIT.unusable, expect.stringContaining(message)]);
  });
});

test.each(['invite', 'revoke', 'open-roles', 'audit'])('people %s --help has an example', async (command) => {
  const { status, out } = await people(new FakePeopleAccount(), command, '--help');
  expect([status, out]).toEqual([EXIT.done, expect.stringContaining(`  orgstrap people ${command}`)]);
});
