import type { OrganizationTree } from '../../../lib/aws/organization';
import { organizationChanges } from '../../../lib/commands/init/organization-edits';
import { organizationChangesText } from '../../../lib/commands/init/organization-edits.text';
import { parseOrgConfig } from '../../../lib/config/parse-org-config';

const FILE = `organization: { id: o-exampleorgid, rootId: r-ab12, managementAccount: "111111111111" }
homeRegion: eu-west-1
deployFrom: management
accounts: { terraform: "333333333333", ops: "333333333333" }
environments:
  dev:
    organizationalUnits: [ou-ab12-devaaaaa]
    accounts: { shop-dev: "444444444444" }
  prod:
    organizationalUnits: [ou-ab12-prodaaaa]
    accounts: { shop-prod: "555555555555" }
  app-dev:
    only: accounts
    after: []
    organizationalUnits: [ou-ab12-appaaaaa]
    accounts: { app-dev: "666666666666" }
terraform: { services: [s3] }
pipelines:
  delivery: { identity: { iamUser: {} }, environments: [dev, prod, app-dev] }
`;

const TREE: OrganizationTree = {
  root: 'r-ab12',
  units: [
    { id: 'ou-ab12-devaaaaa', name: 'Dev', parent: 'r-ab12' },
    { id: 'ou-ab12-prodaaaa', name: 'Prod', parent: 'r-ab12' },
    { id: 'ou-ab12-appaaaaa', name: 'app', parent: 'r-ab12' },
  ],
  accounts: [
    account('111111111111', 'management', 'r-ab12'),
    account('333333333333', 'cicd', 'r-ab12'),
    account('444444444444', 'shop-dev', 'ou-ab12-devaaaaa'),
    account('555555555555', 'shop-prod', 'ou-ab12-prodaaaa'),
    account('666666666666', 'app-dev', 'ou-ab12-appaaaaa'),
  ],
};

function account(id: string, name: string, parent: string, state = 'ACTIVE') {
  return { id, name, parent, state };
}

function changes(accounts: OrganizationTree['accounts'], units = TREE.units) {
  const parsed = parseOrgConfig(FILE, 'org.yaml', ['s3']);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const known = TREE.accounts.filter(({ id }) => !accounts.some((one) => one.id === id));
  const tree = { ...TREE, units, accounts: [...known, ...accounts] };
  return organizationChanges(parsed.config, { tree, delegatedAdministrators: [], notSeen: [] });
}

const editsOf = (...given: Parameters<typeof changes>) => changes(...given).edits.flatMap(({ edits }) => edits);

describe('what changed in an organization', () => {
  test('is nothing where it is as the file says', () => {
    expect(changes([])).toEqual({ edits: [], decisions: [], unlisted: [] });
    expect(organizationChangesText(changes([]), 'org.yaml')).toBe('org.yaml agrees with the organization\n');
  });

  test('an account that entered an OU is added to its environment, by a name that no other has', () => {
    expect(editsOf([account('777777777777', 'Shop Dev', 'ou-ab12-devaaaaa')])).toEqual([
      { kind: 'add account', environment: 'dev', workspace: 'shop-dev-2', id: '777777777777' },
    ]);
  });

  test('an account that moved is moved, and keeps the name of its workspace', () => {
    expect(editsOf([account('444444444444', 'shop', 'ou-ab12-prodaaaa')])).toEqual([
      { kind: 'remove account', environment: 'dev', workspace: 'shop-dev' },
      { kind: 'add account', environment: 'prod', workspace: 'shop-dev', id: '444444444444' },
    ]);
  });

  test('an account that left for no environment, or was closed, is removed', () => {
    const gone = [{ kind: 'remove account', environment: 'dev', workspace: 'shop-dev' }];
    expect(editsOf([account('444444444444', 'shop-dev', 'r-ab12')])).toEqual(gone);
    expect(editsOf([account('444444444444', 'shop-dev', 'ou-ab12-devaaaaa', 'SUSPENDED')])).toEqual(gone);
  });

  test('an account that is not active yet is for a person to decide', () => {
    const { edits, decisions } = changes([
      account('444444444444', 'shop-dev', 'ou-ab12-devaaaaa', 'PENDING_ACTIVATION'),
    ]);
    expect(edits).toEqual([]);
    expect(decisions.map(({ kind }) => kind)).toEqual(['account not active']);
  });

  test('an account like those of a part is added to it', () => {
    const { edits, unlisted } = changes([account('777777777777', 'app-dev-2', 'ou-ab12-appaaaaa')]);
    expect(edits.flatMap((each) => each.edits)).toEqual([
      { kind: 'add account', environment: 'app-dev', workspace: 'app-dev-2', id: '777777777777' },
    ]);
    expect(unlisted).toEqual([]);
  });

  test('an account of another stage is shown as an environment, and is no edit', () => {
    const found = changes([account('777777777777', 'app-prod', 'ou-ab12-appaaaaa')]);
    expect(found.edits).toEqual([]);
    expect(found.unlisted.map(({ name, accounts }) => [name, accounts])).toEqual([
      ['app-prod', [{ workspace: 'app-prod', id: '777777777777' }]],
    ]);
    expect(
      organizationChangesText(found, 'org.yaml'),
    ).toBe(`in no environment; --write leaves these to you, somebody may have left them out on purpose
    # a part of app; system and stage by the names of the accounts
    app-prod:
      only: accounts
      organizationalUnits: [ou-ab12-appaaaaa]
      accounts:
        app-prod: "777777777777"

org.yaml agrees with the organization
`);
  });

  test('the only OU of an environment that is gone is for a person to decide', () => {
    const { decisions } = changes(
      [account('444444444444', 'shop-dev', 'r-ab12')],
      TREE.units.filter(({ id }) => id !== 'ou-ab12-devaaaaa'),
    );
    expect(decisions.map(({ kind }) => kind)).toEqual(['no such OU']);
  });

  test('the Ops account below an OU of an environment is for a person to decide', () => {
    const { edits, decisions } = changes([account('333333333333', 'cicd', 'ou-ab12-devaaaaa')]);
    expect(edits).toEqual([]);
    expect(decisions.map(({ kind }) => kind)).toEqual(['own account in an environment']);
  });

  test('is shown with each edit as a piece of YAML', () => {
    expect(
      organizationChangesText(changes([account('444444444444', 'shop', 'ou-ab12-prodaaaa')]), 'org.yaml'),
    ).toBe(`shop-dev 444444444444 of dev is in Root/Prod, which belongs to prod
    environments.dev.accounts:
      - shop-dev:
    environments.prod.accounts:
      + shop-dev: "444444444444"

2 edits, 0 to decide; --write makes the edits
`);
  });
});
