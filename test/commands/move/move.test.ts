import { moved, plannedMove, type WantedMove } from '../../../lib/commands/move/move';
import { DEV, FakeOrganization, ORG_YAML, PARKING, PROD, ROOT } from '../onboard/fake-organization';

const WANTED: WantedMove = { name: 'dev', to: 'prod', again: 'orgstrap move dev --to prod' };
const OTHER_PIPELINE = `${ORG_YAML}  apps:\n    identity: { iamUser: {} }\n    environments: [dev]\n`;

describe('an account that moves', () => {
  let organization: FakeOrganization;
  const begin = (text = ORG_YAML) => {
    organization = new FakeOrganization(text);
  };
  afterEach(() => organization.remove());
  const planned = (changes: Partial<WantedMove> = {}, credentials = {}) =>
    plannedMove(organization.config, { ...WANTED, ...changes }, organization.access(credentials));

  test('is told all its steps before', async () => {
    begin();
    expect((await planned()).steps).toEqual([
      `move 444444444444 from Root/dev to Root (${ROOT})`,
      'wait until it has nothing of dev any more but its permissions boundary',
      `move it to Root/prod (${PROD})`,
      'wait until the StackSets of prod have delivered to it',
      'move its line in org.yaml to environments.prod.accounts',
      'deploy all that org.yaml says, and verify',
    ]);
  });

  test('goes by another OU where somebody says so', async () => {
    begin();
    const plan = await planned({ park: PARKING });
    await moved(organization.config, plan, organization.surroundings());
    expect(organization.said[0]).toBe(`444444444444 moved from ${DEV} to ${PARKING}`);
    expect(organization.config.environments.map(({ accounts }) => accounts.map(({ workspace }) => workspace))).toEqual([
      [],
      ['prod', 'dev'],
    ]);
  });

  test('keeps its states where the same pipelines may change it', async () => {
    begin();
    expect((await planned()).states).toEqual([]);
  });

  test('takes its states along where a pipeline loses it: each command is said', async () => {
    begin(OTHER_PIPELINE);
    expect((await planned()).states).toMatchObject([
      {
        found: expect.stringContaining('apps may change dev now, and may not in prod'),
        steps: expect.arrayContaining(['terraform workspace select dev && terraform state pull > state.json']),
      },
    ]);
    expect((await planned({ name: 'prod', to: 'dev' })).states).toEqual([]);
  });

  test('has its provider in another Region, which is said', async () => {
    begin(ORG_YAML.replace(`[${PROD}]`, `[${PROD}]\n    region: eu-central-1`));
    expect((await planned()).states).toMatchObject([
      { found: expect.stringContaining('eu-west-1 for dev, and in eu-central-1 for prod') },
    ]);
  });

  test('stops where AWS cannot take the old roles away, before it enters anything', async () => {
    begin();
    organization.instanceOf.set('orgstrap-ProductAccounts-dev 444444444444', {
      status: 'INOPERABLE',
      detailedStatus: 'FAILED',
      reason: 'DeleteConflict',
    });
    const plan = await planned();
    await expect(moved(organization.config, plan, organization.surroundings())).rejects.toMatchObject({
      code: 'AccountNotReady',
      message: expect.stringContaining('delete-stack-instances'),
    });
    expect(organization.parentOf('444444444444')).toBe(ROOT);
    expect(organization.text).toBe(ORG_YAML);
  });

  test('is not moved without the management account, and the first command is said', async () => {
    begin();
    const plan = await planned({}, { hasManagement: false });
    const access = organization.access({ hasManagement: false });
    expect(await moved(organization.config, plan, organization.surroundings(access))).toMatchObject({
      status: 3,
      rest: [
        {
          commands: [
            `aws organizations move-account --account-id 444444444444 --source-parent-id ${DEV} --destination-parent-id ${ROOT}`,
            'orgstrap move dev --to prod',
          ],
        },
      ],
    });
  });

  test('that was moved in org.yaml by hand still leaves first', async () => {
    begin(
      ORG_YAML.replace('      dev: "444444444444" # the first one\n', '')
        .replace('accounts:\n  prod', 'accounts: {}\n  prod')
        .replace('{ prod:', '{ dev: "444444444444", prod:'),
    );
    const plan = await planned();
    expect(plan.edits).toEqual([]);
    expect(plan.from.map(({ name }) => name)).toEqual(['dev']);
    expect(await moved(organization.config, plan, organization.surroundings())).toMatchObject({ status: 0 });
    expect(organization.said).toHaveLength(2);
  });

  test.each<[string, Partial<WantedMove>, string, string]>([
    ['an unknown name', { name: 'nobody' }, 'UnknownAccount', 'there are dev, prod'],
    ['an unknown environment', { to: 'qa' }, 'UnknownEnvironment', 'org.yaml has dev, prod'],
    ['a parking place in an environment', { park: PROD }, 'ParkedInEnvironment', 'belongs to prod'],
  ])('is refused for %s', async (_, changes, code, message) => {
    begin();
    await expect(planned(changes)).rejects.toMatchObject({
      code,
      exitStatus: 2,
      message: expect.stringContaining(message),
    });
  });

  test('is refused where it is suspended', async () => {
    begin();
    for (const account of organization.accounts) if (account.name === 'dev') account.state = 'SUSPENDED';
    await expect(planned()).rejects.toMatchObject({ code: 'AccountNotActive' });
  });

  test('out of a part of its OUs goes by two commands, which are said', async () => {
    begin(ORG_YAML.replace(`[${DEV}]`, `[${DEV}]\n    only: accounts`));
    await expect(planned()).rejects.toMatchObject({
      code: 'PartOfUnits',
      message: expect.stringContaining(
        'orgstrap offboard dev, then orgstrap onboard dev --environment prod --account 444444444444',
      ),
    });
  });
});
