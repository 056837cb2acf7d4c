import { createdAccount } from '../../../lib/commands/onboard/created-account';
import { creationFailure } from '../../../lib/commands/onboard/creation-failures';
import { FakeOrganization } from './fake-organization';

const WANTED = { name: 'new', email: 'new@example.com' };

describe('an account that is made', () => {
  let organization: FakeOrganization;
  beforeEach(() => {
    organization = new FakeOrganization();
  });
  afterEach(() => organization.remove());

  const create = (wanted = WANTED) => {
    const access = organization.access();
    if (access.management === undefined) throw new Error('no management account');
    return createdAccount(wanted, access.management, organization.surroundings(access));
  };

  test('is waited for with its request, and is in the root', async () => {
    const account = await create();
    expect(organization.parentOf(account)).toBe('r-abcd');
    expect(organization.said).toEqual(['AWS was asked for the account new, request car-0']);
    expect(organization.waited).toEqual(['AWS makes the account new, request car-0']);
  });

  test('is not made where one of that name and address is there', async () => {
    expect(await create({ name: 'shop', email: 'SHOP@example.com' })).toBe('777777777777');
    expect(organization.creations).toEqual([]);
  });

  test('is not made under the address of another account, which is named', async () => {
    await expect(create({ name: 'new', email: 'shop@example.com' })).rejects.toMatchObject({
      code: 'EmailTaken',
      exitStatus: 2,
      message: expect.stringContaining('777777777777 has this e-mail address, and is called shop'),
    });
  });

  test('is not made under the name of another account: two accounts would look the same', async () => {
    await expect(create({ name: 'shop', email: 'other@example.com' })).rejects.toMatchObject({
      code: 'NameTaken',
      message: expect.stringContaining('--account 777777777777'),
    });
    expect(organization.creations).toEqual([]);
  });

  test.each([
    ['ACCOUNT_LIMIT_EXCEEDED', 'Service Quotas'],
    ['EMAIL_ALREADY_EXISTS', 'give another one'],
    ['CONCURRENT_ACCOUNT_MODIFICATION', 'at the same time'],
    ['INTERNAL_FAILURE', 'run this again'],
    ['MISSING_PAYMENT_INSTRUMENT', 'payment'],
    ['SOMETHING_NEW', 'AWS says SOMETHING_NEW'],
  ])('fails for %s in plain words', async (reason, words) => {
    organization.reasons.push(reason);
    await expect(create()).rejects.toMatchObject({
      code: 'AccountNotCreated',
      exitStatus: 1,
      message: expect.stringContaining(words),
    });
    expect(creationFailure(reason)).toContain(reason);
  });

  test('is tried again by the next run after AWS failed', async () => {
    organization.reasons.push('INTERNAL_FAILURE');
    await expect(create()).rejects.toMatchObject({ code: 'AccountNotCreated' });
    await create();
    expect(organization.accounts.filter(({ name }) => name === 'new')).toHaveLength(1);
  });

  test('is the one that AWS calls a repetition, where that is there by now', async () => {
    organization.reasons.push('EMAIL_ALREADY_EXISTS');
    const access = organization.access();
    const { management } = access;
    if (management === undefined) throw new Error('no management account');
    let asked = 0;
    const late = {
      ...management,
      all: async () => {
        const all = await management.all();
        // The list of the first look is from before.
        return asked++ === 0 ? all : [...all, { id: '999999999999', ...WANTED, state: 'ACTIVE' }];
      },
    };
    expect(await createdAccount(WANTED, late, organization.surroundings(access))).toBe('999999999999');
  });

  test('that is closed is not taken', async () => {
    organization.accounts.push({ id: '999999999999', ...WANTED, state: 'CLOSED', parent: 'r-abcd' });
    await expect(create()).rejects.toMatchObject({
      code: 'AccountNotActive',
      message: expect.stringContaining('CLOSED'),
    });
  });

  test('is not waited for longer than the bound', async () => {
    organization.accounts.push({ id: '999999999999', ...WANTED, state: 'PENDING_ACTIVATION', parent: 'r-abcd' });
    await expect(create()).rejects.toMatchObject({
      code: 'StillWaiting',
      exitStatus: 3,
      message: expect.stringContaining(
        'after 1 minutes it still waits: the account 999999999999 is PENDING_ACTIVATION',
      ),
    });
  });
});
