import { treeChecks } from '../../../lib/commands/doctor/tree-checks';
import { orgConfig } from '../../support/org-config';
import { organizationTree, type WrittenUnit } from '../../support/organization-tree';

const STAGE: WrittenUnit = { accounts: ['555555555555'] };
const PROD: WrittenUnit = { accounts: ['666666666666'] };

/** The checks that found something, as `name: what`. */
async function findings(accounts: readonly string[], units: WrittenUnit['units']): Promise<readonly string[]> {
  const tree = organizationTree('r-abcd', { accounts, units: units ?? {} });
  const checks = await treeChecks(orgConfig(), { tree: () => Promise.resolve(tree) });
  return checks.filter(({ result }) => result === 'finding').map(({ name, found }) => `${name}: ${found}`);
}

describe('what the doctor sees of the tree of an organization', () => {
  test('is a check for each difference, beside those that hold', async () => {
    expect(
      await findings(['111111111111', '222222222222'], {
        'Work ou-abcd-11111111': {
          accounts: ['333333333333', '777777777777'],
          units: { 'Prod ou-abcd-33333333': PROD },
        },
        'Bin ou-abcd-99999999': { accounts: ['444444444444', ['555555555555', 'CLOSED']] },
      }),
    ).toEqual([
      'organizational units: stage has the OU ou-abcd-22222222, which is not in the organization',
      'environments apart: the OU ou-abcd-33333333 (Root/Work/Prod) of prod is in the OU ou-abcd-11111111 (Root/Work) of dev',
      'Ops and Terraform account: the Ops account 333333333333 is in Root/Work, which belongs to dev',
      'accounts of org.yaml: dev 444444444444 of dev is in Root/Bin, which belongs to no environment',
      'accounts of org.yaml: stage 555555555555 of stage is CLOSED, in Root/Bin',
      'accounts without a workspace: account 777777777777 777777777777 is in Root/Work, which belongs to dev, and is not in org.yaml',
    ]);
  });

  test('says of an Ops account that is closed what it says of the accounts of org.yaml', async () => {
    const units = {
      'Dev ou-abcd-11111111': { accounts: ['444444444444'] },
      'Stage ou-abcd-22222222': STAGE,
      'Prod ou-abcd-33333333': PROD,
    };
    expect(await findings(['222222222222'], units)).toEqual([
      'accounts of org.yaml: the Ops account 333333333333 is not in the organization',
    ]);
  });
});
