import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OrganizationTree } from '../../lib/aws/organization';
import type { OrgConfig } from '../../lib/domain/org-config';
import { compareOrganization } from '../../lib/estate/compare-organization';
import { LiveOrganization } from '../../lib/estate/live-organization';
import { builtApp, checked, synthesised } from '../support/assembly';
import { example, ROOT } from '../support/examples';

const FOLDER = join(ROOT, 'examples', 'layouts');
const LAYOUTS = readdirSync(FOLDER).filter((file) => file.endsWith('.yaml'));
const MOST_LINES_OF_AN_ACCOUNT = 8;
/** Checked as a whole it takes minutes. */
const WIDE = 'ou-per-application.yaml';

/** A tree as the rehearsal reads it, too: the ids of OUs by their paths, the accounts directly in each, and the names of accounts. */
interface TreeFile {
  readonly ous: Readonly<Record<string, string>>;
  readonly tree: Readonly<Record<string, readonly string[]>>;
  readonly names: Readonly<Record<string, string>>;
}

function treeOf(file: string, root: string): OrganizationTree {
  const { ous, tree, names }: TreeFile = JSON.parse(
    readFileSync(join(FOLDER, file.replace('.yaml', '.tree.json')), 'utf8'),
  );
  const parentOf = (path: string) => ous[path.split('/').slice(0, -1).join('/')] ?? root;
  return {
    root,
    units: Object.entries(ous).map(([path, id]) => ({
      id,
      name: path.split('/').at(-1) ?? path,
      parent: parentOf(path),
    })),
    accounts: Object.entries(tree).flatMap(([path, ids]) =>
      ids.map((id) => ({ id, name: names[id] ?? id, parent: ous[path] ?? root, state: 'ACTIVE' })),
    ),
  };
}

/** The accounts that `org.yaml` says something about. */
function accountsIn({ accounts, environments, organization, people }: OrgConfig): ReadonlySet<string> {
  const center = people?.signIn.source === 'identityCenter' ? people.signIn.account : undefined;
  return new Set([
    organization.managementAccount,
    accounts.terraform,
    accounts.ops,
    ...(center === undefined ? [] : [center]),
    ...environments.flatMap((environment) => environment.accounts.map(({ id }) => id)),
  ]);
}

test('the layouts of public organizations are there', () => {
  expect(LAYOUTS).toHaveLength(7);
});

describe.each(LAYOUTS)('the layout %s', (file) => {
  const config = example(join('layouts', file));
  const text = readFileSync(join(FOLDER, file), 'utf8');
  const tree = treeOf(file, config.organization.rootId);

  test('fits its tree, so that plan and doctor find nothing', () => {
    expect(compareOrganization(config, new LiveOrganization(tree))).toEqual([]);
  });

  test('is synthesised, with every check', () => {
    const assembly = file === WIDE ? synthesised(config) : checked(builtApp(config));
    for (const { name } of config.environments) expect(assembly.stacks).toContain(`ProductAccounts-${name}`);
  });

  test('takes few lines, and names whom it leaves out', () => {
    const names = new Map(tree.accounts.map(({ id, name }) => [id, name]));
    expect(text.trimEnd().split('\n').length / (names.size + 1)).toBeLessThanOrEqual(MOST_LINES_OF_AN_ACCOUNT);
    expect(text.replaceAll('\n# ', ' ')).toContain('What stays different:');
    const known = accountsIn(config);
    const left = [...names].filter(([id]) => !known.has(id)).map(([id]) => tree.accounts.find((one) => one.id === id));
    const units = new Map(tree.units.map(({ id, name }) => [id, name]));
    for (const account of left) {
      const called = [account?.name ?? '', units.get(account?.parent ?? '') ?? ''];
      expect(called.filter((name) => text.includes(name))).not.toEqual([]);
    }
  });
});
