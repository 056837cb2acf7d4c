import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { OrganizationsOrganization } from '../../lib/aws/organization';
import { throttledTo } from '../../lib/aws/throttle';
import { answering, json } from './answering';

const ACCOUNTS: Readonly<Record<string, readonly object[]>> = {
  'ou-1': [
    { Id: '1', Status: 'ACTIVE', State: 'ACTIVE' },
    { Id: '2', Status: 'SUSPENDED' },
  ],
  'ou-2': [{ Id: '3', State: 'PENDING_CLOSURE' }],
  'ou-3': [{ Id: '4', Name: 'four', State: 'ACTIVE' }],
};
const UNITS: Readonly<Record<string, readonly string[]>> = { 'ou-1': ['ou-2'], 'ou-2': ['ou-3'] };

/** An organization of three levels, one account and one unit a page. */
function organization() {
  const { settings, sent } = answering((request) => {
    const [target = '', body = '{}'] = request.split(/ (.*)/s);
    if (target.endsWith('ListRoots')) return json({ Roots: [{ Id: 'ou-1' }] });
    const { ParentId: parent, NextToken: token = '0' }: { ParentId: string; NextToken?: string } = JSON.parse(body);
    const page = Number(token);
    const all = target.endsWith('ListAccountsForParent')
      ? ACCOUNTS[parent]
      : UNITS[parent]?.map((Id) => ({ Id, Name: `unit ${Id}` }));
    const more = page + 1 < (all?.length ?? 0) ? { NextToken: String(page + 1) } : {};
    const list = all?.slice(page, page + 1) ?? [];
    return json(
      target.endsWith('ListAccountsForParent') ? { Accounts: list, ...more } : { OrganizationalUnits: list, ...more },
    );
  });
  return { organization: new OrganizationsOrganization(new OrganizationsClient(settings), throttledTo(2)), sent };
}

describe('the accounts under an organizational unit', () => {
  test('are those of every level and page, with what became of them', async () => {
    expect(await organization().organization.accountsUnder('ou-1')).toEqual([
      { id: '1', isSuspended: false },
      { id: '2', isSuspended: true },
      { id: '3', isSuspended: true },
      { id: '4', isSuspended: false },
    ]);
  });

  test('are asked for once, whoever asks', async () => {
    const { organization: tree, sent } = organization();
    await Promise.all([tree.accountsUnder('ou-2'), tree.accountsUnder('ou-2'), tree.accountsUnder('ou-3')]);
    expect(sent.filter((request) => request.includes('ListAccountsForParent'))).toHaveLength(2);
  });

  test('are refused by the name of the action', async () => {
    const { settings } = answering(() => json({ __type: 'AccessDeniedException', Message: 'no' }, 400));
    const tree = new OrganizationsOrganization(new OrganizationsClient(settings), throttledTo(2));
    await expect(tree.accountsUnder('ou-1')).rejects.toMatchObject({
      code: 'AwsRefused',
      message: expect.stringMatching(/organizations:List(AccountsForParent|OrganizationalUnitsForParent)/),
    });
  });
});

describe('the tree of an organization', () => {
  test('is none where the account is in none, which somebody can mend', async () => {
    const { settings } = answering(() => json({ __type: 'AWSOrganizationsNotInUseException' }, 400));
    const tree = new OrganizationsOrganization(new OrganizationsClient(settings), throttledTo(2));
    await expect(tree.tree()).rejects.toMatchObject({ code: 'NoOrganization' });
  });

  test('is every OU and account below its root, each with what it is in', async () => {
    expect(await organization().organization.tree()).toEqual({
      root: 'ou-1',
      units: [
        { id: 'ou-2', name: 'unit ou-2', parent: 'ou-1' },
        { id: 'ou-3', name: 'unit ou-3', parent: 'ou-2' },
      ],
      accounts: [
        { id: '1', name: '', parent: 'ou-1', state: 'ACTIVE' },
        { id: '2', name: '', parent: 'ou-1', state: 'SUSPENDED' },
        { id: '3', name: '', parent: 'ou-2', state: 'PENDING_CLOSURE' },
        { id: '4', name: 'four', parent: 'ou-3', state: 'ACTIVE' },
      ],
    });
  });

  test('that was read answers who is under an OU', async () => {
    const { organization: tree, sent } = organization();
    await tree.tree();
    const before = sent.length;
    await tree.accountsUnder('ou-2');
    expect(sent).toHaveLength(before);
  });

  test('is refused by the name of the action', async () => {
    const { settings } = answering(() => json({ __type: 'AccessDeniedException', Message: 'no' }, 400));
    const tree = new OrganizationsOrganization(new OrganizationsClient(settings), throttledTo(2));
    await expect(tree.tree()).rejects.toMatchObject({
      code: 'AwsRefused',
      message: expect.stringContaining('organizations:ListRoots'),
    });
  });
});
