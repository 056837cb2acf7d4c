import type { OrganizationAccess } from '../../../lib/aws/organization-access';
import { liveInventory, liveTree } from '../../../lib/commands/init/live-inventory';
import { EXIT, Failure } from '../../../lib/domain/failure';

const TREE = { root: 'r-ab12', units: [], accounts: [] };

function refused(action: string) {
  return () => Promise.reject(new Failure('AwsRefused', `AWS refuses ${action}`, EXIT.unusable));
}

function access(others: Partial<OrganizationAccess> = {}): OrganizationAccess {
  return {
    caller: { account: () => Promise.resolve('333333333333') },
    organization: {
      describe: () =>
        Promise.resolve({ id: 'o-exampleorgid', managementAccount: '111111111111', hasAllFeatures: true }),
      delegatedAdministrators: (service) =>
        Promise.resolve(service === 'sso.amazonaws.com' ? ['222222222222'] : ['333333333333']),
    },
    tree: { tree: () => Promise.resolve(TREE) },
    taken: {
      oidcProviders: () => Promise.resolve(['arn:aws:iam::333333333333:oidc-provider/gitlab.example.com/path']),
    },
    trails: { all: () => Promise.resolve([]) },
    ...others,
  };
}

test('an organization is read with what its credentials see', async () => {
  expect(await liveInventory(access())).toEqual({
    tree: TREE,
    organizationId: 'o-exampleorgid',
    managementAccount: '111111111111',
    delegatedAdministrators: [
      { account: '222222222222', service: 'sso.amazonaws.com' },
      { account: '333333333333', service: 'member.org.stacksets.cloudformation.amazonaws.com' },
    ],
    oidcProviders: { account: '333333333333', issuers: ['https://gitlab.example.com/path'] },
    hasOrganizationTrail: false,
    notSeen: [],
  });
});

test('what they may not see is left out, and said so', async () => {
  const blind = access({
    organization: {
      describe: refused('organizations:DescribeOrganization'),
      delegatedAdministrators: refused('organizations:ListDelegatedAdministrators'),
    },
    taken: { oidcProviders: refused('iam:ListOpenIDConnectProviders') },
    trails: { all: refused('cloudtrail:DescribeTrails') },
  });
  expect(await liveInventory(blind)).toEqual({
    tree: TREE,
    delegatedAdministrators: [],
    notSeen: [
      'the id of the organization: AWS refuses organizations:DescribeOrganization',
      'the OIDC providers of 333333333333: AWS refuses iam:ListOpenIDConnectProviders',
      'trails: AWS refuses cloudtrail:DescribeTrails',
      'the delegated administrators of sso.amazonaws.com: AWS refuses organizations:ListDelegatedAdministrators',
      'the delegated administrators of member.org.stacksets.cloudformation.amazonaws.com: AWS refuses organizations:ListDelegatedAdministrators',
    ],
  });
});

test('without the tree there is nothing to propose from', async () => {
  const blind = access({ tree: { tree: refused('organizations:ListRoots') } });
  await expect(liveInventory(blind)).rejects.toThrow('AWS refuses organizations:ListRoots');
});

test('where AWS does not answer, nothing is said of what was not seen', async () => {
  const unreachable = () =>
    Promise.reject(
      new Failure('AwsUnreachable', 'AWS cannot be reached for cloudtrail:DescribeTrails', EXIT.incomplete),
    );
  await expect(liveInventory(access({ trails: { all: unreachable } }))).rejects.toThrow('AWS cannot be reached');
});

test('what a file is compared with must be seen as a whole', async () => {
  const { organization, ...others } = access();
  expect(await liveTree({ organization, ...others })).toMatchObject({ tree: TREE, organizationId: 'o-exampleorgid' });
  const describe = refused('organizations:DescribeOrganization');
  await expect(liveTree({ ...others, organization: { ...organization, describe } })).rejects.toThrow('AWS refuses');
});
