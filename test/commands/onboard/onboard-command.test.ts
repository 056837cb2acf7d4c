import { COMMANDS } from '../../../lib/commands/commands';
import { main } from '../../../lib/commands/main';
import { contextOf } from '../context-of';
import { RecordingIo } from '../recording-io';
import { FakeOrganization, ORG_YAML } from './fake-organization';

describe('orgstrap onboard, move and offboard', () => {
  let organization: FakeOrganization;
  beforeEach(() => {
    organization = new FakeOrganization();
  });
  afterEach(() => organization.remove());

  /** As the management account alone, which plans nothing and deploys nothing. */
  async function run(args: readonly string[], answer?: string) {
    const io = new RecordingIo();
    const context = contextOf(io, {
      now: () => new Date(0),
      wait: () => Promise.resolve(),
      accountAccess: (_, profile) => {
        const account = profile === undefined ? '111111111111' : '333333333333';
        return Promise.resolve(organization.access({ account }));
      },
      ...(answer !== undefined && {
        prompter: () =>
          Promise.resolve({ text: () => Promise.resolve(undefined), choice: () => Promise.resolve(answer) }),
      }),
    });
    const status = await main([...args, '--config', organization.file], COMMANDS, context);
    return { status, out: io.out, err: io.err };
  }

  const Shop = ['onboard', 'shop', '--environment', 'dev', '--account', '777777777777'];

  test('ask once; without a terminal they want --yes, and do nothing', async () => {
    const { status, err } = await run(Shop);
    expect(status).toBe(2);
    expect(err).toContain('--yes');
    expect(organization.said).toEqual([]);
  });

  test('do nothing where the answer is no', async () => {
    const { status, err } = await run(Shop, 'no');
    expect(status).toBe(1);
    expect(err).toContain('onboard shop into dev:\n  1. move 777777777777 from Root to Root/dev');
    expect(organization.parentOf('777777777777')).toBe('r-abcd');
  });

  test('do what they can, say the commands for the rest, and end with 3', async () => {
    const { status, out } = await run(Shop, 'yes');
    expect(status).toBe(3);
    expect(out).toContain('shop 777777777777: not all is done yet');
    expect(out).toContain(
      `  orgstrap onboard shop --environment dev --config ${organization.file} --account 777777777777\n`,
    );
    expect(organization.text).toBe(ORG_YAML);
  });

  test('answer machines in JSON', async () => {
    const { out } = await run([...Shop, '--yes', '--json']);
    expect(JSON.parse(out)).toMatchObject({
      name: 'shop',
      account: '777777777777',
      status: 3,
      wiring: { written: [] },
    });
  });

  test.each([
    [['onboard', 'shop', '--environment', 'dev'], '--create --email ADDRESS'],
    [['onboard', 'shop', '--environment', 'dev', '--create'], '--create needs --email'],
    [['onboard', 'shop', '--environment', 'dev', '--create', '--email', 'shop'], 'found shop'],
    [[...Shop, '--email', 'shop@example.com'], '--email is for --create'],
    [[...Shop, '--create'], 'cannot be used with'],
    [[...Shop, '--park', 'ou-abcd-99999999'], '--park is for --prepare'],
    [['onboard', 'shop', '--environment', 'dev', '--account', '7'], 'expected the 12 digits'],
    [[...Shop, '--terraform', 'other=infra'], 'there is no pipeline other'],
    [[...Shop, '--wait', '0'], 'a whole number from 1 to 1440'],
  ])('refuse %j', async (args, message) => {
    const { status, err } = await run([...args, '--yes']);
    expect(status).toBe(2);
    expect(err).toContain(message);
  });

  test('refuse a name that no workspace may have before the account is made', async () => {
    const create = ['onboard', 'No_Name', '--environment', 'dev', '--create', '--email', 'new@example.com', '--yes'];
    const { status, err } = await run(create);
    expect(status).toBe(2);
    expect(err).toContain('with the edits it would not be valid');
    expect(organization.creations).toEqual([]);
  });

  test('refuse to move an account whose states would stay behind, with what to do', async () => {
    organization.remove();
    organization = new FakeOrganization(`${ORG_YAML}  apps:\n    identity: { iamUser: {} }\n    environments: [dev]\n`);
    const { status, err } = await run(['move', 'dev', '--to', 'prod', '--yes']);
    expect(status).toBe(2);
    expect(err).toContain('terraform workspace select dev && terraform state pull > state.json');
    expect(err).toContain('--accept moved-states');
    expect(organization.parentOf('444444444444')).toBe('ou-abcd-11111111');
  });
});
