import * as z from 'zod';
import { ENVIRONMENT_NAME, isEnvironmentName, LONGEST_ENVIRONMENT_NAME } from '../../domain/chosen-names';
import { isOrganizationalUnitId, isRootId, ORGANIZATIONAL_UNIT_ID } from '../../domain/ids';
import type { Environment, ProductAccount } from '../../domain/org-config';
import { fitNames, hyphenated, isNotEmpty, type NameKind, named, WORKSPACE } from '../names';
import type { ScalarNode } from '../node';
import type { Wording } from '../problem';
import { apart, deployedOnce, type Lives, lifeOf } from '../retirement';
import { branded, guided } from '../schema';
import { accountId } from './accounts';

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
  named(WORKSPACE, accountId('The id of the product account. The key is the name of its Terraform workspace.')),
  {
    description: 'The product accounts: the name of the Terraform workspace, and the account id.',
    expected: 'a map from workspace names to account ids',
    fix: 'write accounts: { WORKSPACE: "ACCOUNT ID" }, or accounts: {} where there are none yet',
    rules: [fitNames(WORKSPACE)],
  },
).transform((accounts) => Object.entries(accounts).map(([workspace, id]): ProductAccount => ({ workspace, id })));

const ENVIRONMENT: NameKind = {
  noun: 'environment',
  isFit: isEnvironmentName,
  expected: hyphenated(LONGEST_ENVIRONMENT_NAME, 'stack names'),
  showsLength: true,
  json: { pattern: ENVIRONMENT_NAME.source, maxLength: LONGEST_ENVIRONMENT_NAME },
};

const environment = guided(
  z.strictObject({
    organizationalUnits,
    accounts: productAccounts,
    ...lifeOf(ENVIRONMENT, { gives: 'nobody gets anything there any more, and what names it gives nothing' }),
  }),
  {
    description: 'A named set of product accounts, given by organizational units.',
    expected: 'a map with organizationalUnits and accounts',
    fix: 'add both; accounts may be {}',
  },
);

export const environments = guided(
  named(ENVIRONMENT, environment).refine(isNotEmpty),
  {
    description: 'The environments, in rollout order: if the first one fails, the others are not touched.',
    expected: 'a map with at least one environment',
    fix: 'add an environment with its OUs, as in examples/two-accounts.yaml',
    rules: [fitNames(ENVIRONMENT), deployedOnce(ENVIRONMENT)],
  },
  { minProperties: 1 },
).transform((byName): Lives<Omit<Environment, 'name' | 'deployedAs'>> => apart(byName));

function explainUnit(found: ScalarNode): Partial<Wording> {
  if (typeof found.value !== 'string' || !isRootId(found.value)) return {};
  return { fix: 'list OUs; the root would make product accounts of all accounts, the Ops account included' };
}
