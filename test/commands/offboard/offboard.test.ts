import { offboarded, plannedOffboarding, type WantedOffboarding } from '../../../lib/commands/offboard/offboard';
import { offboardingText } from '../../../lib/commands/offboard/offboard.text';
import { DEV, FakeOrganization, PARKING, PROD, ROOT } from '../onboard/fake-organization';

const WANTED: WantedOffboarding = { name: 'dev', again: 'orgstrap offboard dev' };
const STATE = JSON.stringify({
  resources: [
    { mode: 'managed', instances: [{}, {}] },
    { mode: 'data', instances: [{}] },
    { mode: 'managed', instances: [{}] },
  ],
});

describe('an account that leaves', () => {
  let organization: FakeOrganization;
  beforeEach(() => {
    organization = new FakeOrganization();
  });
  afterEach(() => organization.remove());
  const planned = (changes: Partial<WantedOffboarding> = {}, credentials = {}) =>
    plannedOffboarding(organization.config, { ...WANTED, ...changes }, organization.access(credentials));
  const run = async (changes: Partial<WantedOffboarding> = {}, credentials = {}) => {
    const plan = await planned(changes, credentials);
    return await offboarded(organization.config, plan, organization.surroundings(organization.access(credentials)));
  };

  test('is told all its steps before', async () => {
    expect((await planned({ to: PARKING })).steps).toEqual([
      'take dev out of environments.dev.accounts of org.yaml',
      'deploy all that org.yaml says: no pipeline enters it any more',
      `move 444444444444 to Root/parking (${PARKING})`,
      'wait until it has nothing of an environment any more but its permissions boundary',
      'name what stays; the account is not closed',
    ]);
  });

  test('is trusted by nobody before its roles go', async () => {
    expect(await run({ to: PARKING })).toMatchObject({ status: 0, account: '444444444444' });
    expect(organization.said).toEqual([
      'dev is 444444444444; should this stop, it goes on with: orgstrap offboard dev --account 444444444444',
      `${organization.file}: remove account in dev`,
      `444444444444 moved from ${DEV} to ${PARKING}`,
    ]);
    expect(organization.deployed).not.toContain('444444444444');
  });

  test('keeps its roles where the deployment failed', async () => {
    organization.deployStatus = 1;
    expect(await run()).toMatchObject({ status: 1 });
    expect(organization.parentOf('444444444444')).toBe(DEV);
  });

  test('leaves states, whose resources are counted, and what Terraform made', async () => {
    organization.states = { 'env:/dev/terraform.tfstate': STATE, 'env:/prod/terraform.tfstate': STATE };
    const { left = [] } = await run();
    expect(left.map(({ what, found }) => [what, found])).toEqual([
      ['a state of dev', '3 resources, which nobody manages any more'],
      ['its permissions boundary', 'stays, because roles that Terraform made wear it'],
      ['what Terraform made', 'stays, until somebody deletes it or the account is closed'],
    ]);
    expect(left[0]?.where).toMatch(/^s3:\/\/orgstrap-state-delivery-.*\/env:\/dev\/terraform\.tfstate$/);
  });

  test('leaves states that nobody at hand may read, and says who may', async () => {
    organization.statesRefuse = true;
    const { left = [] } = await run();
    expect(left[0]).toMatchObject({
      what: 'the states of dev',
      found: expect.stringContaining('AWS refuses s3:ListBucket'),
    });
  });

  test('that is closed leaves org.yaml, and stays where it is: StackSets pass it over', async () => {
    for (const account of organization.accounts) if (account.name === 'dev') account.state = 'CLOSED';
    expect((await planned()).steps).toContain('leave it where it is: it is CLOSED, and StackSets pass it over');
    expect(await run()).toMatchObject({ status: 0 });
    expect(organization.parentOf('444444444444')).toBe(DEV);
    expect(organization.text).not.toContain('444444444444');
  });

  test('is not closed: the command that would is printed', async () => {
    expect(offboardingText(await run())).toContain('aws organizations close-account --account-id 444444444444\n');
  });

  test('that org.yaml does not have any more is known by the name that AWS has, or by its id', async () => {
    await run();
    expect((await planned()).account).toBe('444444444444');
    for (const account of organization.accounts)
      if (account.id === '444444444444') Object.assign(account, { name: 'A1' });
    await expect(planned()).rejects.toMatchObject({
      code: 'UnknownAccount',
      message: expect.stringContaining('444444444444 (A1)'),
    });
    expect((await planned({ account: '444444444444' })).edits).toEqual([]);
  });

  test('is not taken for another one', async () => {
    await expect(planned({ account: '777777777777' })).rejects.toMatchObject({
      message: 'dev is 444444444444 in org.yaml, and not 777777777777',
    });
    await expect(planned({ name: 'ops' })).rejects.toMatchObject({ code: 'UnknownAccount' });
    await expect(planned({ to: PROD })).rejects.toMatchObject({ code: 'ParkedInEnvironment' });
  });

  test('without the management account loses the trust, and keeps its roles until somebody moves it', async () => {
    const outcome = await run({}, { hasManagement: false });
    expect(outcome).toMatchObject({ status: 3 });
    expect(outcome.rest[0]?.commands[0]).toBe(
      `aws organizations move-account --account-id 444444444444 --source-parent-id ${DEV} --destination-parent-id ${ROOT}`,
    );
    expect(organization.deployments).toBe(1);
  });

  test('with the management account alone is left as it is: trust goes first', async () => {
    expect(await run({}, { account: '111111111111' })).toMatchObject({ status: 3 });
    expect(organization.said).toEqual([]);
  });
});
