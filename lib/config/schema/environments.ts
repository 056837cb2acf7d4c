import { z } from 'zod';
import { ENVIRONMENT_NAME, LONGEST_ENVIRONMENT_NAME } from '../../domain/environment-name';
import { isOrganizationalUnitId, isRootId, ORGANIZATIONAL_UNIT_ID } from '../../domain/organizational-unit-id';
import { LONGEST_WORKSPACE_NAME, WORKSPACE_NAME } from '../../domain/workspace-name';
import type { Verdict } from '../finding';
import type { TreeScalar } from '../yaml/tree';
import { accountId } from './account-id';
import { branded } from './branded';
import { guided } from './guided';
import { isNotEmpty, named } from './named';

const organizationalUnit = guided(branded(ORGANIZATIONAL_UNIT_ID, isOrganizationalUnitId), {
  description: 'The id of an organizational unit. Accounts that enter it later get their roles without a deploy.',
  expected: "an OU id: ou-, the text of the root's id, -, and 8 to 32 lower-case letters or digits",
  fix: 'copy Id from aws organizations list-organizational-units-for-parent',
  explain: explainUnit,
});

const organizationalUnits = guided(z.array(organizationalUnit).min(1), {
  description: 'The organizational units whose accounts make up the environment; at least one.',
  expected: 'a list with at least one OU id',
  fix: 'list the OUs that hold the accounts, or remove the environment',
});

const productAccounts = guided(
  z.record(
    z.string().meta({ pattern: WORKSPACE_NAME.source, maxLength: LONGEST_WORKSPACE_NAME, not: { const: 'default' } }),
    accountId('The id of the product account. The key is the name of its Terraform workspace.'),
  ),
  {
    description: 'The product accounts: the name of the Terraform workspace, and the account id.',
    expected: 'a map from workspace names to account ids',
    fix: 'write accounts: { WORKSPACE: "ACCOUNT ID" }, or accounts: {} where there are none yet',
  },
);

const environment = guided(z.strictObject({ organizationalUnits, accounts: productAccounts }), {
  description: 'A named set of product accounts, given by organizational units.',
  expected: 'a map with organizationalUnits and accounts',
  fix: 'add both; accounts may be {}',
});

export const environments = guided(
  named({ pattern: ENVIRONMENT_NAME, longest: LONGEST_ENVIRONMENT_NAME }, environment).refine(isNotEmpty),
  {
    description: 'The environments, in rollout order: if the first one fails, the others are not touched.',
    expected: 'a map with at least one environment',
    fix: 'add an environment with its OUs, as in examples/two-accounts.yaml',
  },
  { minProperties: 1 },
);

function explainUnit(found: TreeScalar): Partial<Verdict> {
  if (typeof found.value !== 'string' || !isRootId(found.value)) return {};
  return { fix: 'list OUs; the root would make product accounts of all accounts, the Ops account included' };
}
