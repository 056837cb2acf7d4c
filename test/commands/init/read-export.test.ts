import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readExport } from '../../../lib/commands/init/read-export';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'orgstrap-export-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function read(document: unknown) {
  const file = join(folder, 'organization.json');
  writeFileSync(file, typeof document === 'string' ? document : JSON.stringify(document));
  return readExport(file);
}

const EXPORT = {
  organization: { Id: 'o-exampleorgid', MasterAccountId: '111111111111', FeatureSet: 'ALL' },
  roots: [{ Id: 'r-ab12', Name: 'Root' }],
  organizationalUnits: [
    { Id: 'ou-ab12-workload', Name: 'Workloads', ParentId: 'r-ab12' },
    { Id: 'ou-ab12-devaaaaa', Name: 'Dev', ParentId: 'ou-ab12-workload' },
  ],
  accounts: [
    { Id: '111111111111', Name: 'management', ParentId: 'r-ab12', Status: 'ACTIVE' },
    { Id: '222222222222', Name: 'shop-dev', ParentId: 'ou-ab12-devaaaaa', Status: 'ACTIVE' },
    { Id: '333333333333', Name: 'old', ParentId: 'r-ab12', State: 'CLOSED', Status: 'SUSPENDED' },
  ],
};

describe('an export', () => {
  test('is read as the commands of AWS write it', () => {
    const { tree, ...others } = read({
      ...EXPORT,
      delegatedAdministrators: [{ Id: '222222222222', ServicePrincipal: 'sso.amazonaws.com' }, { Id: '333333333333' }],
      trails: [{ Name: 'all', IsOrganizationTrail: true }],
      identityCenter: [{ InstanceArn: 'arn:aws:sso:::instance/ssoins-1234567890abcdef' }],
    });
    expect(tree).toEqual({
      root: 'r-ab12',
      units: [
        { id: 'ou-ab12-workload', name: 'Workloads', parent: 'r-ab12' },
        { id: 'ou-ab12-devaaaaa', name: 'Dev', parent: 'ou-ab12-workload' },
      ],
      accounts: [
        { id: '111111111111', name: 'management', parent: 'r-ab12', state: 'ACTIVE' },
        { id: '222222222222', name: 'shop-dev', parent: 'ou-ab12-devaaaaa', state: 'ACTIVE' },
        { id: '333333333333', name: 'old', parent: 'r-ab12', state: 'CLOSED' },
      ],
    });
    expect(others).toEqual({
      organizationId: 'o-exampleorgid',
      managementAccount: '111111111111',
      delegatedAdministrators: [{ account: '222222222222', service: 'sso.amazonaws.com' }, { account: '333333333333' }],
      hasOrganizationTrail: true,
      identityCenter: 'arn:aws:sso:::instance/ssoins-1234567890abcdef',
      notSeen: [],
    });
  });

  test('without what need not be there says nothing about it', () => {
    const { tree: _tree, ...others } = read({ ...EXPORT, organization: undefined });
    expect(others).toEqual({ delegatedAdministrators: [], notSeen: [] });
  });

  test('may be a tree, whose root is told by its OUs', () => {
    const { tree } = read({
      ous: { Workloads: 'ou-ab12-workload', 'Workloads/Dev': 'ou-ab12-devaaaaa' },
      tree: { '': ['333333333333'], 'Workloads/Dev': ['222222222222'] },
      names: { '222222222222': 'shop-dev' },
    });
    expect(tree).toEqual({
      root: 'r-ab12',
      units: [
        { id: 'ou-ab12-workload', name: 'Workloads', parent: 'r-ab12' },
        { id: 'ou-ab12-devaaaaa', name: 'Dev', parent: 'ou-ab12-workload' },
      ],
      accounts: [
        { id: '333333333333', name: '333333333333', parent: 'r-ab12', state: 'ACTIVE' },
        { id: '222222222222', name: 'shop-dev', parent: 'ou-ab12-devaaaaa', state: 'ACTIVE' },
      ],
    });
  });

  test('that cannot be one is refused with all that is wrong', () => {
    const wrong = {
      ...EXPORT,
      roots: [],
      organizationalUnits: [
        { Id: 'ou-1', Name: 'Odd', ParentId: '' },
        { Id: 'ou-ab12-circle00', Name: 'Circle', ParentId: 'ou-ab12-circle00' },
      ],
      accounts: [
        { Id: '22', Name: 'short', ParentId: '' },
        { Id: '222222222222', Name: 'a', ParentId: 'ou-ab12-nowhere0' },
        { Id: '222222222222', Name: 'b', ParentId: '' },
      ],
    };
    expect(() => read(wrong)).toThrow(
      [
        'the root is "", expected r- and 4 to 32 lower-case letters or digits',
        '"ou-1" is no id of an OU',
        '"22" is no id of an account, which has 12 digits',
        '"222222222222" is there twice',
        '"222222222222" is in "ou-ab12-nowhere0", which is not there',
        '"ou-ab12-circle00" is in itself',
      ]
        .map((problem) => `${join(folder, 'organization.json')}: ${problem}`)
        .join('\n'),
    );
  });

  test.each([
    ['no JSON', '{', 'it cannot be read'],
    ['something else', { roots: [] }, 'found no organization, expected {"roots"'],
    ['a list', [], 'found no organization'],
  ])('that is %s is refused', (_, document, message) => {
    expect(() => read(document)).toThrow(message);
  });

  test('that is not there is refused', () => {
    expect(() => readExport(join(folder, 'nothing.json'))).toThrow(/it cannot be read: .*ENOENT/);
  });
});
