import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { OrganizationsControlPolicies } from '../../lib/aws/control-policies';
import { throttledTo } from '../../lib/aws/throttle';
import { answering, json } from './answering';

const SCP = 'SERVICE_CONTROL_POLICY';
const RCP = 'RESOURCE_CONTROL_POLICY';

/** What the lists hold, by the operation and what it is asked of; each page has one item. */
const LISTS: Readonly<Record<string, readonly object[]>> = {
  ListRoots: [
    {
      Id: 'r-abcd',
      Name: 'Root',
      PolicyTypes: [
        { Type: SCP, Status: 'ENABLED' },
        { Type: RCP, Status: 'ENABLED' },
        { Type: 'TAG_POLICY', Status: 'ENABLED' },
      ],
    },
  ],
  'ListOrganizationalUnitsForParent r-abcd': [
    { Id: 'ou-abcd-1', Name: 'Products' },
    { Id: 'ou-abcd-2', Name: 'Sandbox' },
  ],
  'ListOrganizationalUnitsForParent ou-abcd-1': [{ Id: 'ou-abcd-3', Name: 'Prod' }],
  'ListAccountsForParent r-abcd': [{ Id: '111111111111' }],
  'ListAccountsForParent ou-abcd-3': [{ Id: '222222222222' }, { Id: '333333333333' }],
  [`ListPolicies ${SCP}`]: [
    { Id: 'p-full', Name: 'FullAWSAccess', AwsManaged: true },
    { Id: 'p-1', Name: 'Quarantine' },
  ],
  [`ListPolicies ${RCP}`]: [
    { Id: 'p-RCPFullAWSAccess', Name: 'RCPFullAWSAccess', AwsManaged: true },
    { Id: 'p-2', Name: 'Perimeter' },
  ],
  'ListTargetsForPolicy p-full': [{ TargetId: 'r-abcd' }, { TargetId: 'ou-abcd-1' }],
  'ListTargetsForPolicy p-1': [{ TargetId: 'ou-abcd-3' }],
  'ListTargetsForPolicy p-2': [{ TargetId: '222222222222' }],
};

const ITEMS: Readonly<Record<string, string>> = {
  ListRoots: 'Roots',
  ListOrganizationalUnitsForParent: 'OrganizationalUnits',
  ListAccountsForParent: 'Accounts',
  ListPolicies: 'Policies',
  ListTargetsForPolicy: 'Targets',
};

function organization(lists = LISTS) {
  const { settings, sent } = answering((request) => {
    const [target = '', body = '{}'] = request.split(/ (.*)/s);
    const operation = target.split('.').at(-1) ?? '';
    const { ParentId, Filter, PolicyId, NextToken: token = '0' } = JSON.parse(body);
    const about = ParentId ?? Filter ?? PolicyId;
    if (operation === 'DescribePolicy') return json({ Policy: { Content: `the document of ${about}` } });
    const all = lists[about === undefined ? operation : `${operation} ${about}`] ?? [];
    const page = Number(token);
    const more = page + 1 < all.length ? { NextToken: String(page + 1) } : {};
    return json({ [ITEMS[operation] ?? '']: all.slice(page, page + 1), ...more });
  });
  return { policies: new OrganizationsControlPolicies(new OrganizationsClient(settings), throttledTo(2)), sent };
}

describe('the control policies of an organization', () => {
  test('are those of both types, with their documents and all that they are attached to', async () => {
    const { policies } = await organization().policies.read();
    expect(policies).toEqual([
      {
        type: SCP,
        id: 'p-full',
        name: 'FullAWSAccess',
        content: 'the document of p-full',
        targets: ['r-abcd', 'ou-abcd-1'],
      },
      { type: SCP, id: 'p-1', name: 'Quarantine', content: 'the document of p-1', targets: ['ou-abcd-3'] },
      { type: RCP, id: 'p-2', name: 'Perimeter', content: 'the document of p-2', targets: ['222222222222'] },
    ]);
  });

  test('come with what is above each account, however deep, and the names of it', async () => {
    const { above, names } = await organization().policies.read();
    expect([...above]).toEqual([
      ['111111111111', ['r-abcd']],
      ['222222222222', ['r-abcd', 'ou-abcd-1', 'ou-abcd-3']],
      ['333333333333', ['r-abcd', 'ou-abcd-1', 'ou-abcd-3']],
    ]);
    expect([...names]).toEqual([
      ['r-abcd', 'Root'],
      ['ou-abcd-1', 'Products'],
      ['ou-abcd-3', 'Prod'],
      ['ou-abcd-2', 'Sandbox'],
    ]);
  });

  test('of a type that is not enabled are not asked for', async () => {
    const { policies, sent } = organization({
      ...LISTS,
      ListRoots: [{ Id: 'r-abcd', PolicyTypes: [{ Type: SCP, Status: 'PENDING_ENABLE' }] }],
    });
    expect(await policies.read()).toMatchObject({ enabled: [], policies: [] });
    expect(sent.filter((request) => request.includes('ListPolicies'))).toEqual([]);
  });

  test('are refused by the name of the action', async () => {
    const { settings } = answering(() => json({ __type: 'AccessDeniedException', Message: 'no' }, 400));
    const policies = new OrganizationsControlPolicies(new OrganizationsClient(settings), throttledTo(2));
    await expect(policies.read()).rejects.toMatchObject({
      code: 'AwsRefused',
      message: expect.stringContaining('organizations:ListRoots'),
    });
  });
});
