import * as z from 'zod';
import { ENVIRONMENT_NAME, isEnvironmentName, LONGEST_ENVIRONMENT_NAME } from '../../domain/chosen-names';
import { isUnitId, UNIT_ID } from '../../domain/ids';
import type { Environment, ProductAccount } from '../../domain/org-config';
import { closestName } from '../closest-name';
import { fitNames, hyphenated, isNotEmpty, type NameKind, named, WORKSPACE } from '../names';
import { entriesOf, keyOf, keysIn, type Node, nodeAt, type Text, wholeTextsIn } from '../node';
import { type FileProblem, problemAt, quoted } from '../problem';
import { apart, deployedOnce, type Lives, lifeOf } from '../retirement';
import { repeatedTexts, unknownNames } from '../rules/listed-names';
import { branded, guided, type Rule } from '../schema';
import { accountId } from './accounts';
import { terraformRegions } from './terraform-regions';

const organizationalUnit = guided(branded(UNIT_ID, isUnitId), {
  description:
    'The id of an organizational unit. Accounts that enter it later get their roles without a deploy. With only: accounts, the root may stand here, too.',
  expected: "an OU id: ou-, the text of the root's id, -, and 8 to 32 lower-case letters or digits",
  example: 'ou-abcd-11111111',
  fix: 'copy Id from aws organizations list-organizational-units-for-parent',
});

const NEEDED_UNITS = {
  expected: 'a list with at least one OU id',
  fix: 'list the OUs that hold the accounts, or write only: accounts for some accounts of an OU or of the root, or remove the environment',
};

const organizationalUnits = guided(z.array(organizationalUnit).min(1).optional(), {
  description:
    'The organizational units whose accounts make up the environment; at least one. With only: accounts, those that its accounts are in; the root where nothing is said.',
  ...NEEDED_UNITS,
  unset: 'none: it must be there, but with only: accounts, where it is the root',
});

const only = guided(z.literal('accounts').optional(), {
  description:
    'The environment is the accounts that are listed, and no other of their OUs: OUs may be shared, and an account enters by an edit and a deployment.',
  expected: 'accounts, or no key only at all',
  example: 'accounts',
  unset: 'none: the environment is all accounts of its OUs, those that enter later, too',
  fix: 'write only: accounts, or remove it where the environment has its OUs to itself',
});

const areAbove: Rule = (list, { root }) => {
  const names = wholeTextsIn(list);
  const all = keysIn(nodeAt(root, 'environments')).map(({ value }) => value);
  const above = all.slice(0, all.indexOf(String(list.path[1])));
  const below = names.filter(({ value }) => all.includes(value) && !above.includes(value));
  return [
    ...repeatedTexts(names),
    ...unknownNames(names, { noun: 'environment', known: all, home: 'environments' }),
    ...below.map((name) =>
      problemAt(name, {
        found: `${quoted(name.value)}, which is not above this environment`,
        expected: 'environments that stand above it; so none can wait for itself',
        fix: `move ${name.value} up, or this environment down`,
      }),
    ),
  ];
};

const after = guided(
  z
    .array(
      guided(z.string(), {
        description: 'The name of an environment.',
        expected: 'the name of an environment',
        example: 'dev',
        fix: 'write the name of one of the environments above it as text',
      }),
    )
    .optional(),
  {
    description:
      'The environments that must succeed before this one begins; the one above it where nothing is said. With [] it waits for none: a line of its own begins.',
    expected: 'a list of names of environments, which may be empty',
    example: [],
    unset: 'the environment above it',
    fix: 'list environments that stand above it, or write [], or remove after',
    rules: [areAbove],
  },
);

const productAccounts = guided(
  named(
    WORKSPACE,
    accountId('The id of the product account. The key is the name of its Terraform workspace.', {
      example: '444444444444',
    }),
  ),
  {
    description: 'The product accounts: the name of the Terraform workspace, and the account id.',
    expected: 'a map from workspace names to account ids',
    entry: { placeholder: 'WORKSPACE', example: 'dev' },
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
    only,
    after,
    ...terraformRegions,
    accounts: productAccounts,
    ...lifeOf(ENVIRONMENT, {
      example: 'development',
      gives: 'nobody gets anything there any more, and what names it gives nothing',
    }),
  }),
  {
    description: 'A named set of product accounts, given by organizational units.',
    expected: 'a map with organizationalUnits and accounts',
    example: { organizationalUnits: ['ou-abcd-11111111'], accounts: { dev: '444444444444' } },
    fix: 'add both; accounts may be {}',
  },
  { anyOf: [{ required: ['organizationalUnits'] }, { required: ['only'] }] },
);

/** Nothing says which accounts it is, where neither key is there. */
const haveAccounts: Rule = (environments) => entriesOf(environments).flatMap((one) => withoutUnits(one));

function withoutUnits(environment: Node): readonly FileProblem[] {
  if (environment.kind !== 'map') return [];
  const keys = [...environment.entries.keys()];
  // A misspelt key is a problem of its own.
  const isThere = (key: string) => keys.some((other) => other === key || closestName(other, [key]) === key);
  if (isThere('organizationalUnits') || isThere('only')) return [];
  const place: Pick<Text, 'path' | 'position'> = {
    path: [...environment.path, 'organizationalUnits'],
    position: keyOf(environment).position,
  };
  return [problemAt(place, { found: 'nothing', ...NEEDED_UNITS })];
}

export const environments = guided(
  named(ENVIRONMENT, environment).refine(isNotEmpty),
  {
    description: 'The environments, in rollout order: if the first one fails, the others are not touched.',
    expected: 'a map with at least one environment',
    entry: { placeholder: 'ENVIRONMENT', example: 'dev' },
    fix: 'add an environment with its OUs, as in examples/two-accounts.yaml',
    rules: [fitNames(ENVIRONMENT), deployedOnce(ENVIRONMENT), haveAccounts],
  },
  { minProperties: 1 },
).transform((byName): Lives<WrittenEnvironment> => apart(byName));

/** As the file has it: what is left out depends on the others and on the root. */
export interface WrittenEnvironment extends Omit<Environment, 'name' | 'deployedAs' | 'organizationalUnits' | 'after'> {
  readonly organizationalUnits?: Environment['organizationalUnits'] | undefined;
  readonly after?: Environment['after'] | undefined;
}
