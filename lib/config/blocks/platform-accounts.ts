import * as z from 'zod';
import {
  DEFAULT_WORKSPACE,
  ENVIRONMENT_NAME,
  isEnvironmentName,
  LONGEST_ENVIRONMENT_NAME,
} from '../../domain/chosen-names';
import { LONGEST_LEND_NAME } from '../../domain/names';
import type { OrgConfig, Pipeline } from '../../domain/org-config';
import type { Borrower, Lend, PlatformAccount } from '../../domain/platform-account';
import { PLATFORM } from '../../domain/workspaces';
import { fitNames, hyphenated, isNotEmpty, type NameKind, named } from '../names';
import { entriesOf, keyOf, keysIn, namesIn, nodeAt } from '../node';
import { problemAt, quoted } from '../problem';

import { guided, type Rule } from '../schema';
import { accountId } from './accounts';
import { lend } from './lend';
import { pipelineNames } from './pipeline-names';
import { SERVICE_RULES, serviceList } from './terraform';

const PLATFORM_NAME: NameKind = {
  noun: 'platform account',
  isFit: (name) => isEnvironmentName(name) && name !== DEFAULT_WORKSPACE,
  expected: hyphenated(LONGEST_ENVIRONMENT_NAME, 'stack names, and is the name of its Terraform workspace'),
  showsLength: true,
  json: { pattern: ENVIRONMENT_NAME.source, maxLength: LONGEST_ENVIRONMENT_NAME },
};

const LEND_NAME: NameKind = {
  noun: 'lent role',
  isFit: (name) => name.length <= LONGEST_LEND_NAME && ENVIRONMENT_NAME.test(name),
  expected: hyphenated(LONGEST_LEND_NAME, "a role's name, and is the alias of a provider"),
  showsLength: true,
  json: { pattern: ENVIRONMENT_NAME.source, maxLength: LONGEST_LEND_NAME },
};

const services = guided(serviceList.optional(), {
  description:
    'The AWS services that the pipelines of the account manage there; one file in policies/services each, of orgstrap or beside org.yaml. Product accounts need not have them.',
  expected: 'a list with at least one service',
  example: ['route53', 'ram', 'ec2'],
  unset: 'none: no pipeline manages the account',
  fix: 'list what its pipelines shall manage, for example [route53, ram, ec2], or remove services and pipelines',
  rules: SERVICE_RULES,
});

/** Roles that nobody may become, or that may do nothing, are a mistake; and so is an account of which nothing is said. */
const saysWhatFor: Rule = (account) => {
  const keys = namesIn(account);
  if (keys === undefined) return [];
  const [there, missing] = keys.includes('services') ? ['services', 'pipelines'] : ['pipelines', 'services'];
  if (keys.includes(there) && !keys.includes(missing)) {
    return [
      problemAt(keyOf(nodeAt(account, there) ?? account), {
        found: `${there} without ${missing}`,
        expected: 'both, or neither where nobody manages the account',
        fix: `add ${missing}, or remove ${there}`,
      }),
    ];
  }
  if (keys.includes(there) || keys.includes('lends')) return [];
  return [
    problemAt(keyOf(account), {
      found: 'a platform account that nobody manages and that lends nothing',
      expected: 'services and pipelines, or lends, or all three',
      fix: 'add what it is for, or remove it',
    }),
  ];
};

const platformAccount = guided(
  z.strictObject({
    account: accountId('The id of the platform account: no product account, and nothing of orgstrap lives in it.', {
      example: '555555555555',
    }),
    services,
    pipelines: pipelineNames('the platform account', { unset: 'none: no pipeline manages the account' }).optional(),
    lends: guided(
      named(LEND_NAME, lend).refine(isNotEmpty).optional(),
      {
        description: 'What the account lends to runs in other accounts, by the alias that their provider gets.',
        expected: 'a map with at least one name of what is lent',
        entry: { placeholder: 'ALIAS', example: 'dns' },
        unset: 'none: the account lends nothing',
        fix: 'add what is lent, as in examples/teams.yaml, or remove lends',
        rules: [fitNames(LEND_NAME)],
      },
      { minProperties: 1 },
    ),
  }),
  {
    description: 'An account of the platform: network, DNS, registry, security tooling, log archive, shared services.',
    expected: 'a map with account, and with services and pipelines, or lends',
    example: { account: '555555555555', services: ['route53', 'ram', 'ec2'], pipelines: ['delivery'] },
    fix: 'write the id of the account as account, and what it is for',
    rules: [saysWhatFor],
  },
);

/** An alias stands for one role. */
const lendEachNameOnce: Rule = (accounts) => {
  const first = new Map<string, number>();
  return entriesOf(accounts)
    .flatMap((account) => keysIn(nodeAt(account, 'lends')))
    .flatMap((name) => {
      const line = first.get(name.value);
      first.set(name.value, line ?? name.position.line);
      if (line === undefined) return [];
      return [
        problemAt(name, {
          found: `${quoted(name.value)} a second time, after line ${line}`,
          expected: 'every name of what is lent once, over all platform accounts: it is the alias of a provider',
          fix: 'rename one of the two',
        }),
      ];
    });
};

export const platformAccounts = guided(
  named(PLATFORM_NAME, platformAccount).refine(isNotEmpty).optional(),
  {
    description:
      'The accounts of the platform, by name. Their own pipelines manage them with services of their own, and they lend roles to other pipelines.',
    expected: 'a map with at least one platform account',
    entry: { placeholder: 'PLATFORM-ACCOUNT', example: 'network' },
    unset: 'none: there are product accounts alone',
    fix: 'add one, as in examples/teams.yaml, or remove platformAccounts',
    rules: [fitNames(PLATFORM_NAME), lendEachNameOnce],
  },
  { minProperties: 1 },
);

/** Their workspaces are listed under the name `platform`, as if that were an environment. */
export const platformIsNoEnvironment: Rule = (root) => {
  if (nodeAt(root, 'platformAccounts') === undefined) return [];
  const namesakes = keysIn(nodeAt(root, 'environments')).filter(({ value }) => value === PLATFORM);
  return namesakes.map((environment) =>
    problemAt(environment, {
      found: `the environment "${PLATFORM}" beside platformAccounts`,
      expected: 'another name; this one stands for the platform accounts, which are in no environment',
      fix: 'rename the environment',
    }),
  );
};

/** Without pipelines and environments that are retired: whom nothing is left for is trusted by nobody any more. */
export function platformAccountsInUse(
  written: z.output<typeof platformAccounts> = {},
  inUse: readonly Pick<Pipeline, 'name' | 'environments'>[],
): OrgConfig['platformAccounts'] {
  return Object.entries(written).map(([name, { account: id, services: own = [], pipelines: its = [], lends = {} }]) => {
    const left = its.filter((pipeline) => inUse.some((one) => one.name === pipeline));
    return {
      name,
      id,
      ...(left.length > 0 && { managed: { services: own, pipelines: left } }),
      lends: Object.entries(lends)
        .map(([alias, { to, readOnly, ...what }]) => ({
          ...what,
          name: alias,
          readOnly: readOnly === true,
          to: borrowersInUse(to, inUse),
        }))
        .filter(({ to }) => to.length > 0),
    } satisfies PlatformAccount;
  });
}

function borrowersInUse(
  to: Readonly<Record<string, readonly string[]>>,
  inUse: readonly Pick<Pipeline, 'name' | 'environments'>[],
): Lend['to'] {
  return inUse
    .map(
      ({ name, environments }): Borrower => ({
        pipeline: name,
        environments: environments.filter((environment) => to[name]?.includes(environment)),
      }),
    )
    .filter(({ environments }) => environments.length > 0);
}
