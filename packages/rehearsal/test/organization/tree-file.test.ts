import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { orgConfig } from '../../../../test/support/org-config';
import { emulatedOrganizationOf } from '../../emulated/organization-of';
import { readTree, treeFileBeside } from '../../organization/tree-file';

const folder = mkdtempSync(join(tmpdir(), 'orgstrap-tree-'));
const file = join(folder, 'org.tree.json');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const TREE = {
  ous: {
    Workloads: 'ou-abcd-99999999',
    'Workloads/Prod': 'ou-abcd-33333333',
    Dev: 'ou-abcd-11111111',
    Stage: 'ou-abcd-22222222',
  },
  tree: {
    '': ['111111111111', '333333333333', '888888888888'],
    Workloads: ['222222222222'],
    'Workloads/Prod': ['666666666666'],
    Dev: ['444444444444'],
    Stage: ['555555555555'],
  },
  names: { '888888888888': 'forgotten', '666666666666': 'shop' },
};

const CONFIG = orgConfig();

const organization = (tree: object) => {
  writeFileSync(file, JSON.stringify(tree));
  return emulatedOrganizationOf(CONFIG, readTree(file, CONFIG));
};

const problems = (tree: object) => {
  writeFileSync(file, JSON.stringify(tree));
  try {
    readTree(file, CONFIG);
    return [];
  } catch (error) {
    return String(error instanceof Error ? error.message : error)
      .split('\n')
      .map((line) => line.replace(`${file}: `, ''));
  }
};

describe('the tree of an organization', () => {
  test('has the OUs as they are, nested, with their ids and the last part of their paths as names', () => {
    expect(organization(TREE).units).toEqual([
      { id: 'ou-abcd-99999999', name: 'Workloads' },
      { id: 'ou-abcd-33333333', name: 'Prod', parent: 'ou-abcd-99999999' },
      { id: 'ou-abcd-11111111', name: 'Dev' },
      { id: 'ou-abcd-22222222', name: 'Stage' },
    ]);
  });

  test('has every account where it is, also one that org.yaml does not know, and not the management account', () => {
    expect(organization(TREE).accounts).toEqual([
      { id: '333333333333', name: '333333333333', parent: 'r-abcd' },
      { id: '888888888888', name: 'forgotten', parent: 'r-abcd' },
      { id: '222222222222', name: '222222222222', parent: 'ou-abcd-99999999' },
      { id: '666666666666', name: 'shop', parent: 'ou-abcd-33333333' },
      { id: '444444444444', name: '444444444444', parent: 'ou-abcd-11111111' },
      { id: '555555555555', name: '555555555555', parent: 'ou-abcd-22222222' },
    ]);
  });

  test('is refused with all that cannot be, and all that org.yaml names and it does not have', () => {
    const { Dev: _, ...ous } = TREE.ous;
    const found = problems({
      ous: { ...ous, 'Gone/Deep': 'ou-abcd-77777777', Twice: 'ou-abcd-22222222', Odd: 'unit' },
      tree: { '': ['333333333333', 'x'], Nowhere: ['444444444444', '333333333333'], 'Workloads/Prod': [] },
    });
    expect(found).toEqual([
      'ous has Gone/Deep and not Gone, in which it is',
      'ous.Odd is unit, expected the id of an OU: ou-, the letters of the root, and 8 to 32 more',
      'ou-abcd-22222222 is two OUs',
      'tree has Nowhere, which is not in ous',
      'x is no id of an account, which has 12 digits',
      '333333333333 is in two OUs',
      'there is no ou-abcd-11111111, an OU of dev in org.yaml',
      'there is no 222222222222, the Terraform account of org.yaml',
      'there is no 555555555555, stage of org.yaml',
      'there is no 666666666666, prod of org.yaml',
    ]);
  });

  test('is refused where it has another shape', () => {
    const shape = ['expected {"ous": {PATH: ID}, "tree": {PATH: [ACCOUNT]}, "names": {ACCOUNT: NAME}}'];
    expect([problems([]), problems({ ous: {} }), problems({ ous: {}, tree: { '': '1' } })]).toEqual([
      shape,
      shape,
      shape,
    ]);
  });

  test('is the file beside org.yaml, where there is one', () => {
    writeFileSync(file, '{}');
    expect(treeFileBeside(join(folder, 'org.yaml'))).toBe(file);
    expect(treeFileBeside(join(folder, 'org.yml'))).toBe(file);
    expect(treeFileBeside(join(folder, 'other.yaml'))).toBeUndefined();
    expect(treeFileBeside(file)).toBeUndefined();
  });
});

describe('an organization without a tree', () => {
  test('has each OU once, below the root, whatever parts it has, and no OU for the root itself', () => {
    const [dev, stage, prod] = CONFIG.environments;
    if (dev === undefined || stage === undefined || prod === undefined) throw new Error('there are three environments');
    const root = CONFIG.organization.rootId;
    const config = orgConfig({
      environments: [
        { ...dev, only: 'accounts' },
        { ...stage, only: 'accounts', organizationalUnits: dev.organizationalUnits },
        { ...prod, only: 'accounts', organizationalUnits: [root] },
      ],
    });
    const { units, accounts } = emulatedOrganizationOf(config);
    expect(units).toEqual([{ id: 'ou-abcd-11111111', name: 'stage-1' }]);
    expect(accounts.slice(-3).map(({ parent }) => parent)).toEqual(['ou-abcd-11111111', 'ou-abcd-11111111', root]);
  });
});
