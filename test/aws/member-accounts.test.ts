import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { OrganizationsMemberAccounts } from '../../lib/aws/member-accounts';
import { answering, json } from './answering';

/** Organizations, which answers each operation with what a test says. */
function accounts(answers: Readonly<Record<string, object>>, status = 200) {
  const { settings, sent } = answering((request) => {
    const operation = Object.keys(answers).find((name) => request.split(' ')[0]?.endsWith(name)) ?? '';
    return json(answers[operation] ?? {}, status);
  });
  return { accounts: new OrganizationsMemberAccounts(new OrganizationsClient(settings)), sent };
}

const failing = (name: string, changes: object = {}) => ({ __type: name, Message: 'AWS says no', ...changes });

describe('the accounts of an organization', () => {
  test('are listed with their addresses, and with their states', async () => {
    const { accounts: all } = accounts({
      ListAccounts: {
        Accounts: [{ Id: '1', Name: 'one', Email: 'one@example.com', Status: 'ACTIVE', State: 'CLOSED' }],
      },
    });
    expect(await all.all()).toEqual([{ id: '1', name: 'one', email: 'one@example.com', state: 'CLOSED' }]);
  });

  test('are in an OU, or in the root', async () => {
    const { accounts: all } = accounts({ ListParents: { Parents: [{ Id: 'r-abcd', Type: 'ROOT' }] } });
    expect(await all.parentOf('444444444444')).toBe('r-abcd');
  });

  test('are asked for by name and address; the request is what is waited for', async () => {
    const { accounts: all, sent } = accounts({
      CreateAccount: { CreateAccountStatus: { Id: 'car-1', State: 'IN_PROGRESS' } },
      DescribeCreateAccountStatus: {
        CreateAccountStatus: { Id: 'car-1', AccountName: 'new', State: 'FAILED', FailureReason: 'INVALID_EMAIL' },
      },
    });
    expect(await all.create('new', 'new@example.com')).toBe('car-1');
    expect(JSON.parse(sent[0]?.split(' ')[1] ?? '')).toEqual({ AccountName: 'new', Email: 'new@example.com' });
    expect(await all.creation('car-1')).toEqual({
      request: 'car-1',
      name: 'new',
      state: 'FAILED',
      account: undefined,
      reason: 'INVALID_EMAIL',
    });
  });

  test.each([
    ['FinalizingOrganizationException', 'OrganizationBegins'],
    ['ConcurrentModificationException', 'AccountChanges'],
    ['ConstraintViolationException', 'NoRoomForAccount'],
    ['AccessDeniedException', 'AwsRefused'],
  ])('that cannot be made are told by what AWS says: %s', async (name, code) => {
    const { accounts: all } = accounts({ CreateAccount: failing(name) }, 400);
    await expect(all.create('new', 'new@example.com')).rejects.toMatchObject({ code });
  });

  test.each([
    ['ConcurrentModificationException', 'AccountChanges'],
    ['SourceParentNotFoundException', 'AccountChanges'],
    ['DuplicateAccountException', 'AccountChanges'],
    ['AccessDeniedException', 'AwsRefused'],
    ['DestinationParentNotFoundException', 'AwsError'],
  ])('that cannot be moved are told by what AWS says: %s', async (name, code) => {
    const { accounts: all } = accounts({ MoveAccount: failing(name) }, 400);
    await expect(all.move('444444444444', 'r-abcd', 'ou-abcd-11111111')).rejects.toMatchObject({
      code,
      message: expect.stringContaining('AWS says no'),
    });
  });

  test('are governed by Control Tower where its service is trusted', async () => {
    const { accounts: all } = accounts({
      ListAWSServiceAccessForOrganization: {
        EnabledServicePrincipals: [{ ServicePrincipal: 'controltower.amazonaws.com' }],
      },
    });
    expect(await all.trusts('controltower.amazonaws.com')).toBe(true);
    expect(await all.trusts('sso.amazonaws.com')).toBe(false);
  });
});
