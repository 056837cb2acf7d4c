import { onboarded, plannedOnboarding, type WantedOnboarding } from '../../../lib/commands/onboard/onboard';
import { DEV, FakeOrganization, ORG_YAML, PARKING, PROD, ROOT } from './fake-organization';

const SHOP: WantedOnboarding = {
  name: 'shop',
  environment: 'dev',
  source: { account: '777777777777' },
  again: 'orgstrap onboard shop --environment dev',
};
const NEW: WantedOnboarding = { ...SHOP, name: 'new', source: { email: 'new@example.com' } };
const ops = { hasManagement: false };
const management = { account: '111111111111' };

describe('an account that enters an environment', () => {
  let organization: FakeOrganization;
  beforeEach(() => {
    organization = new FakeOrganization();
  });
  afterEach(() => organization.remove());

  const planned = (wanted: WantedOnboarding, credentials = {}) =>
    plannedOnboarding(organization.config, wanted, organization.access(credentials));
  const run = async (wanted: WantedOnboarding, credentials = {}) => {
    const plan = await planned(wanted, credentials);
    return await onboarded(organization.config, plan, organization.surroundings(organization.access(credentials)));
  };

  test('is told all its steps before', async () => {
    expect((await planned(NEW)).steps).toEqual([
      'make the account new with the address new@example.com; it costs nothing by itself, and can be closed, not deleted',
      `move the new account from Root to Root/dev (${DEV})`,
      'wait until the StackSets of dev have delivered to it',
      'write new into environments.dev.accounts of org.yaml',
      'deploy all that org.yaml says, and verify',
    ]);
  });

  test('has what the environment gives before CI may know of it, and comments stay', async () => {
    expect(await run(SHOP)).toMatchObject({ status: 0, account: '777777777777', rest: [] });
    expect(organization.text).toContain('dev: "444444444444" # the first one\n      shop: "777777777777"\n');
    expect(organization.waited).toContain('orgstrap-ProductAccounts-dev: AWS has not begun');
    expect(organization.said[0]).toBe(`777777777777 moved from ${ROOT} to ${DEV}`);
    expect(organization.deployed).toBe(organization.text);
  });

  test('meets another change of itself, and is moved after that', async () => {
    organization.collisions = 2;
    expect(await run(SHOP)).toMatchObject({ status: 0 });
    expect(organization.waited.slice(0, 2)).toEqual(['it changes', 'it changes']);
  });

  test('is not written where AWS failed in it: the reason and the way on are said', async () => {
    organization.instanceOf.set('orgstrap-ProductAccounts-dev 777777777777', {
      status: 'OUTDATED',
      detailedStatus: 'FAILED',
      reason: 'orgstrap-terraform already exists',
    });
    await expect(run(SHOP)).rejects.toMatchObject({
      code: 'AccountNotReady',
      exitStatus: 1,
      message: expect.stringMatching(
        /orgstrap-ProductAccounts-dev is FAILED in 777777777777: orgstrap-terraform already exists; mend what AWS says, then: aws cloudformation update-stack-instances .*; then run this again/,
      ),
    });
    expect(organization.text).toBe(ORG_YAML);
    expect(organization.deployments).toBe(0);
  });

  test('is not waited for without an end', async () => {
    organization.instanceOf.set('orgstrap-ProductAccounts-dev 777777777777', {
      status: 'OUTDATED',
      detailedStatus: 'RUNNING',
    });
    await expect(run(SHOP)).rejects.toMatchObject({
      code: 'StillWaiting',
      message: expect.stringContaining('orgstrap-ProductAccounts-dev is RUNNING'),
    });
  });

  test('is not waited for in an OU that is new in org.yaml: the deployment delivers there', async () => {
    organization.unitsOfDev = ['ou-abcd-00000000'];
    organization.instanceOf.set('orgstrap-ProductAccounts-dev 777777777777', { detailedStatus: 'FAILED' });
    expect(await run(SHOP)).toMatchObject({ status: 0 });
    expect(organization.waited).toEqual([]);
  });

  test('with a deployment that failed is not done', async () => {
    organization.deployStatus = 1;
    expect(await run(SHOP)).toMatchObject({ status: 1 });
  });

  test('waits in its parking place for a review, and nothing is deployed', async () => {
    const outcome = await run({ ...SHOP, prepare: true, park: PARKING });
    expect(outcome).toMatchObject({
      status: 0,
      rest: [{ commands: ['orgstrap onboard shop --environment dev --account 777777777777'] }],
    });
    expect(organization.parentOf('777777777777')).toBe(PARKING);
    expect(organization.text).toContain('shop: "777777777777"');
    expect(organization.deployments).toBe(0);
    expect(await run(SHOP)).toMatchObject({ status: 0, rest: [] });
    expect(organization.parentOf('777777777777')).toBe(DEV);
  });

  describe('without credentials of the management account', () => {
    test('is not made, and what would make it is said', async () => {
      expect(await run(NEW, ops)).toMatchObject({
        status: 3,
        rest: [
          {
            why: expect.stringContaining('--management-profile'),
            commands: expect.arrayContaining([
              'aws organizations create-account --account-name new --email new@example.com',
            ]),
          },
        ],
      });
      expect(organization.text).toBe(ORG_YAML);
    });

    test('is not moved, and what would move it is said', async () => {
      expect(await run(SHOP, ops)).toMatchObject({
        status: 3,
        rest: [
          {
            commands: [
              `aws organizations move-account --account-id 777777777777 --source-parent-id ${ROOT} --destination-parent-id ${DEV}`,
              'orgstrap onboard shop --environment dev --account 777777777777',
            ],
          },
        ],
      });
    });

    test('goes on where somebody moved it', async () => {
      for (const account of organization.accounts) if (account.name === 'shop') account.parent = DEV;
      expect(await run(SHOP, ops)).toMatchObject({ status: 0, rest: [] });
    });
  });

  test('with credentials of the management account alone is made and moved; the rest is said', async () => {
    const outcome = await run(NEW, management);
    expect(outcome).toMatchObject({ status: 3, account: '888888888880' });
    expect(outcome.rest[0]?.why).toContain('deployment account 333333333333');
    expect(organization.parentOf('888888888880')).toBe(DEV);
    expect(organization.text).toBe(ORG_YAML);
    expect(await run(NEW)).toMatchObject({ status: 0, account: '888888888880' });
    expect(organization.creations).toHaveLength(1);
  });

  test('with credentials of another account is refused', async () => {
    await expect(planned(SHOP, { account: '444444444444' })).rejects.toMatchObject({
      code: 'WrongAccount',
      exitStatus: 2,
    });
  });

  test('is not made beside Control Tower, and one of Account Factory is taken', async () => {
    organization.isControlTower = true;
    await expect(planned(NEW)).rejects.toMatchObject({
      code: 'ControlTower',
      exitStatus: 2,
      message: expect.stringContaining('orgstrap onboard new --environment dev --account ID'),
    });
    expect(await run(SHOP)).toMatchObject({ status: 0 });
  });

  test.each<[string, Partial<WantedOnboarding>, string, RegExp]>([
    ['an unknown environment', { environment: 'qa' }, 'UnknownEnvironment', /org\.yaml has dev, prod/],
    ['a name that another environment has', { name: 'prod' }, 'NameInUse', /orgstrap move prod --to dev/],
    ['a name that another account has', { name: 'dev' }, 'NameInUse', /--account 444444444444/],
    ['the management account', { source: { account: '111111111111' } }, 'NotOnboardable', /StackSets never reach/],
    [
      'the Ops account',
      { source: { account: '333333333333' } },
      'NotOnboardable',
      /Ops account and the Terraform account/,
    ],
    [
      'an account of another environment',
      { source: { account: '666666666666' } },
      'NotOnboardable',
      /orgstrap move prod --to dev.*belongs to prod/,
    ],
    ['an account with another name', { source: { account: '444444444444' } }, 'NotOnboardable', /it is dev of dev/],
    [
      'an account of no organization',
      { source: { account: '123456789012' } },
      'NotOnboardable',
      /invite-account-to-organization/,
    ],
    [
      'an OU of another environment',
      { organizationalUnit: PROD },
      'OrganizationalUnitElsewhere',
      /Root\/prod, which is not of dev/,
    ],
    [
      'an OU that is not there',
      { organizationalUnit: 'ou-abcd-00000000' },
      'OrganizationalUnitElsewhere',
      /is not there/,
    ],
    ['a parking place in an environment', { prepare: true, park: PROD }, 'ParkedInEnvironment', /belongs to prod/],
    ['a parking place that is not there', { prepare: true, park: 'ou-abcd-00000000' }, 'NoSuchUnit', /no OU/],
  ])('is refused for %s', async (_, changes, code, message) => {
    await expect(planned({ ...SHOP, ...changes })).rejects.toMatchObject({
      code,
      exitStatus: 2,
      message: expect.stringMatching(message),
    });
  });

  test('is refused where it is closed', async () => {
    for (const account of organization.accounts) if (account.name === 'shop') account.state = 'CLOSED';
    await expect(planned(SHOP)).rejects.toMatchObject({
      message: expect.stringContaining('it is CLOSED, expected ACTIVE'),
    });
  });
});

describe('an environment with several OUs', () => {
  const organization = new FakeOrganization(ORG_YAML.replace(`[${DEV}]`, `[${DEV}, ${PARKING}]`));
  afterAll(() => organization.remove());

  test('asks which, with their paths', async () => {
    await expect(plannedOnboarding(organization.config, SHOP, organization.access())).rejects.toMatchObject({
      code: 'OrganizationalUnitNeeded',
      message: expect.stringContaining(`${DEV} (Root/dev), ${PARKING} (Root/parking)`),
    });
  });
});

test('an environment that is a part of its OUs gives by the deployment: nothing is moved, and nothing waited for', async () => {
  const organization = new FakeOrganization(
    ORG_YAML.replace(`organizationalUnits: [${DEV}]`, `organizationalUnits: [${ROOT}]\n    only: accounts`),
  );
  const planned = await plannedOnboarding(organization.config, SHOP, organization.access(ops));
  expect(
    await onboarded(organization.config, planned, organization.surroundings(organization.access(ops))),
  ).toMatchObject({
    status: 0,
  });
  expect(organization.waited).toEqual([]);
  expect(organization.parentOf('777777777777')).toBe(ROOT);
  expect(organization.deployments).toBe(1);
  organization.remove();
});
