import { compareOrganization } from '../../lib/estate/compare-organization';
import { LiveOrganization } from '../../lib/estate/live-organization';
import { breaksDeployment } from '../../lib/estate/organization-difference';
import { accountId, environment, orgConfig, sharedOpsConfig } from '../support/org-config';
import { organizationTree, type WrittenUnit } from '../support/organization-tree';

const OWN = ['111111111111', '222222222222', '333333333333'];
const DEV: WrittenUnit = { accounts: ['444444444444'] };
const STAGE: WrittenUnit = { accounts: ['555555555555'] };
const PROD: WrittenUnit = { accounts: ['666666666666'] };

/** An organization that is as `orgConfig()` says. */
const TIDY = {
  accounts: OWN,
  units: { 'Dev ou-abcd-11111111': DEV, 'Stage ou-abcd-22222222': STAGE, 'Prod ou-abcd-33333333': PROD },
};

function differences(written: WrittenUnit, config = orgConfig()) {
  return compareOrganization(config, new LiveOrganization(organizationTree('r-abcd', written)));
}

/** As `kind: what was found`, with an exclamation mark where a deployment would break. */
function found(written: WrittenUnit, config = orgConfig()): readonly string[] {
  return differences(written, config).map((one) => `${one.kind}${breaksDeployment(one) ? '!' : ''}: ${one.found}`);
}

test('an organization that is as org.yaml says differs in nothing', () => {
  expect(differences(TIDY)).toEqual([]);
});

describe('an OU of org.yaml', () => {
  test('that is not there breaks a deployment, and its accounts are elsewhere', () => {
    const units = { 'Stage ou-abcd-22222222': STAGE, 'Prod ou-abcd-33333333': PROD };
    expect(found({ accounts: [...OWN, '444444444444'], units })).toEqual([
      'no such OU!: dev has the OU ou-abcd-11111111, which is not in the organization',
      'account elsewhere: dev 444444444444 of dev is in Root, which belongs to no environment',
    ]);
  });

  test('in an OU of another environment breaks a deployment, however deep it is, and is the only thing that is said', () => {
    const deep = { units: { 'Live ou-abcd-99999999': { units: { 'Prod ou-abcd-33333333': PROD } } } };
    const units = { 'Dev ou-abcd-11111111': { ...DEV, ...deep }, 'Stage ou-abcd-22222222': STAGE };
    const [only, ...others] = differences({ accounts: OWN, units });
    expect(others).toEqual([]);
    expect(only).toEqual({
      kind: 'OU in another environment',
      id: 'ou-abcd-33333333',
      environment: 'prod',
      where: 'Root/Dev/Live/Prod',
      found: 'the OU ou-abcd-33333333 (Root/Dev/Live/Prod) of prod is in the OU ou-abcd-11111111 (Root/Dev) of dev',
      fix: expect.stringContaining(
        'in environments.dev.organizationalUnits write, in place of ou-abcd-11111111, the OUs',
      ),
    });
  });

  test('in an OU of its own environment is there twice', () => {
    const dev = environment('dev', 'ou-abcd-11111111', '444444444444');
    const [, ...others] = orgConfig().environments;
    const [nested] = environment('', 'ou-abcd-99999999', '').organizationalUnits;
    const environments = [
      { ...dev, organizationalUnits: [...dev.organizationalUnits, ...(nested ? [nested] : [])] },
      ...others,
    ];
    const units = { ...TIDY.units, 'Dev ou-abcd-11111111': { units: { 'Team ou-abcd-99999999': DEV } } };
    expect(found({ ...TIDY, units }, orgConfig({ environments }))).toEqual([
      'OU twice: dev has the OU ou-abcd-99999999 (Root/Dev/Team), which is in its OU ou-abcd-11111111 (Root/Dev) already',
    ]);
  });
});

describe('the Ops and the Terraform account', () => {
  test('break a deployment below an OU of an environment', () => {
    const units = { ...TIDY.units, 'Dev ou-abcd-11111111': { accounts: ['333333333333', '444444444444'] } };
    const [only, ...others] = differences({ accounts: ['111111111111', '222222222222'], units });
    expect(others).toEqual([]);
    expect(only).toMatchObject({
      kind: 'own account in an environment',
      found: 'the Ops account 333333333333 is in Root/Dev, which belongs to dev',
      fix: expect.stringContaining(
        'aws organizations move-account --account-id 333333333333 --source-parent-id ou-abcd-11111111 --destination-parent-id r-abcd',
      ),
    });
  });

  test('are one difference where they are one account', () => {
    const units = { ...TIDY.units, 'Prod ou-abcd-33333333': { accounts: ['333333333333', '666666666666'] } };
    expect(found({ accounts: ['111111111111'], units }, sharedOpsConfig())).toEqual([
      'own account in an environment!: the Ops and Terraform account 333333333333 is in Root/Prod, which belongs to prod',
    ]);
  });

  test('break a deployment where they are closed or in another organization', () => {
    expect(found({ ...TIDY, accounts: ['111111111111', ['333333333333', 'CLOSED']] })).toEqual([
      'account not active!: the Ops account 333333333333 is CLOSED, in Root',
      'no such account!: the Terraform account 222222222222 is not in the organization',
    ]);
  });
});

describe('an account of org.yaml', () => {
  test.each(['SUSPENDED', 'CLOSED', 'PENDING_CLOSURE', 'PENDING_ACTIVATION'])(
    'that is %s is said, wherever it is',
    (state) => {
      const bin = { 'Bin ou-abcd-99999999': { accounts: [['444444444444', state]] } } as const;
      expect(found({ accounts: OWN, units: { ...TIDY.units, 'Dev ou-abcd-11111111': {}, ...bin } })).toEqual([
        `account not active: dev 444444444444 of dev is ${state}, in Root/Bin`,
      ]);
    },
  );

  test('that is not in the organization is said', () => {
    expect(found({ ...TIDY, units: { ...TIDY.units, 'Dev ou-abcd-11111111': {} } })).toEqual([
      'no such account: dev 444444444444 of dev is not in the organization',
    ]);
  });

  test('that moved into another environment is said once, with both ways to mend it', () => {
    const units = {
      ...TIDY.units,
      'Dev ou-abcd-11111111': {},
      'Prod ou-abcd-33333333': { accounts: ['444444444444', '666666666666'] },
    };
    expect(differences({ accounts: OWN, units })).toEqual([
      {
        kind: 'account elsewhere',
        id: '444444444444',
        environment: 'dev',
        where: 'Root/Prod',
        found: 'dev 444444444444 of dev is in Root/Prod, which belongs to prod',
        fix: 'from the management account: aws organizations move-account --account-id 444444444444 --source-parent-id ou-abcd-33333333 --destination-parent-id ou-abcd-11111111, or write it under environments.prod.accounts',
      },
    ]);
  });

  test('may be in any OU below those of its environment', () => {
    const units = { ...TIDY.units, 'Dev ou-abcd-11111111': { units: { 'Team ou-abcd-99999999': DEV } } };
    expect(found({ ...TIDY, units })).toEqual([]);
  });
});

describe('an account that org.yaml does not name', () => {
  test('is said where an environment reaches it, and nowhere else', () => {
    const units = {
      ...TIDY.units,
      'Dev ou-abcd-11111111': {
        accounts: ['444444444444'],
        units: { 'Team ou-abcd-99999999': { accounts: ['777777777777'] } },
      },
      'Other ou-abcd-88888888': { accounts: ['888888888888'] },
    };
    expect(found({ ...TIDY, units })).toEqual([
      'account not in org.yaml: account 777777777777 777777777777 is in Root/Dev/Team, which belongs to dev, and is not in org.yaml',
    ]);
  });

  test('is not said where StackSets pass it over: closed ones, and the management account', () => {
    const units = {
      ...TIDY.units,
      'Dev ou-abcd-11111111': { accounts: ['444444444444', '111111111111', ['777777777777', 'SUSPENDED']] },
    } as const;
    expect(found({ accounts: ['222222222222', '333333333333'], units })).toEqual([]);
  });
});

describe('an environment that is its accounts alone', () => {
  const [dev, stage, prod] = orgConfig().environments;
  if (dev === undefined || stage === undefined || prod === undefined) throw new Error('three environments');
  const part = { ...prod, only: 'accounts' as const };

  test('shares its OU with accounts that get nothing, the Ops account among them', () => {
    const units = {
      ...TIDY.units,
      'Prod ou-abcd-33333333': { accounts: ['666666666666', '777777777777', '333333333333'] },
    };
    const written = { accounts: OWN.slice(0, 2), units };
    expect(found(written, orgConfig({ environments: [dev, stage, part] }))).toEqual([]);
    expect(found(written)).toEqual([
      'own account in an environment!: the Ops account 333333333333 is in Root/Prod, which belongs to prod',
      'account not in org.yaml: account 777777777777 777777777777 is in Root/Prod, which belongs to prod, and is not in org.yaml',
    ]);
  });

  test('has them below its OUs', () => {
    const written = { accounts: [...OWN, '666666666666'], units: { ...TIDY.units, 'Prod ou-abcd-33333333': {} } };
    expect(found(written, orgConfig({ environments: [dev, stage, part] }))).toEqual([
      'account elsewhere: prod 666666666666 of prod is in Root, which belongs to no environment',
    ]);
  });

  test('has none below an OU that another environment has to itself: it would get the same roles twice', () => {
    const root = orgConfig().organization.rootId;
    const anywhere = { ...part, organizationalUnits: [root] };
    const units = {
      ...TIDY.units,
      'Stage ou-abcd-22222222': { accounts: ['555555555555', '666666666666'] },
      'Prod ou-abcd-33333333': {},
    };
    const [difference, ...others] = differences(
      { accounts: OWN, units },
      orgConfig({ environments: [dev, stage, anywhere] }),
    );
    expect(others).toEqual([]);
    expect(difference).toMatchObject({
      kind: 'account in another environment',
      found: 'prod 666666666666 of prod is in Root/Stage, which belongs to stage as a whole',
      fix: 'write only: accounts under environments.stage, too, or write the account there alone',
    });
    if (difference !== undefined) expect(breaksDeployment(difference)).toBe(true);
  });
});

describe('a platform account', () => {
  const platformAccounts = [{ name: 'network', id: accountId('777777777777'), lends: [] }];
  const config = orgConfig({ platformAccounts });

  test('may be in any OU of no environment, and is no stranger', () => {
    const units = { ...TIDY.units, 'Shared ou-abcd-99999999': { accounts: ['777777777777'] } };
    expect(found({ ...TIDY, units }, config)).toEqual([]);
  });

  test('that left the organization, or is closed, breaks a deployment', () => {
    expect(found(TIDY, config)).toEqual([
      'no such account!: the platform account network 777777777777 is not in the organization',
    ]);
  });

  test('that moved into an OU of an environment would get the roles of a product account, too', () => {
    const units = { ...TIDY.units, 'Dev ou-abcd-11111111': { accounts: ['444444444444', '777777777777'] } };
    const [only, ...others] = differences({ ...TIDY, units }, config);
    expect(others).toEqual([]);
    expect(only).toMatchObject({
      kind: 'own account in an environment',
      environment: 'dev',
      found: 'the platform account network 777777777777 is in Root/Dev, which belongs to dev',
    });
  });
});
