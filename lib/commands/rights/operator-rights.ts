import { type AccountId, accountOfPrincipal } from '../../domain/ids';
import { namesOf } from '../../domain/names-of';
import type { OrgConfig } from '../../domain/org-config';
import { allWorkspaces, hasOperatorRole } from '../../domain/workspaces';
import { refuseWithoutOperators } from '../../estate/operators-needed';
import { splitOverPolicies } from '../../iam/pack-policies';
import { accountsToSee } from '../../policies/expected-accounts';
import { loadPolicy } from '../../policies/load-policy';
import { iamPeople } from '../people/iam-people';
import type { AccountRights, CommandRights } from './command-rights';

/** The ARNs of the roles that a command becomes. */
type Roles = (config: OrgConfig) => readonly string[];

/**
 * A command that does all of its work as roles for operators, so that an operator needs to become these and nothing else: what the
 * roles may do is in `policies`, and deployed.
 */
function becoming(purpose: string, rolesOf: Roles): CommandRights {
  return {
    purpose,
    of: (config) => {
      refuseWithoutOperators(config);
      return operatorAccounts(config).map((account) => rightsToBecome(account, rolesOf(config)));
    },
  };
}

function rightsToBecome(account: AccountId, roles: readonly string[]): AccountRights {
  const all = [...new Set(roles)].sort();
  const policies = splitOverPolicies(all, (some) => loadPolicy('commands/become.permissions', { roles: some }));
  return { account, who: 'operators of org.yaml who are there', policies };
}

function operatorAccounts({ operators = [] }: OrgConfig): readonly AccountId[] {
  return [...new Set(operators.map(accountOfPrincipal))];
}

const operatorRole: Roles = (config) => [namesOf(config).operatorRoleArn];
const terraformAuditor: Roles = (config) => [namesOf(config).auditorRoleArn(config.accounts.terraform)];

function productAccounts({ environments }: OrgConfig): readonly AccountId[] {
  return environments.flatMap(({ accounts }) => accounts.map(({ id }) => id));
}

function inOpsAndProductAccounts(roleIn: (config: OrgConfig, account: AccountId) => string): Roles {
  return (config) => {
    iamPeople(config);
    return [config.accounts.ops, ...productAccounts(config)].map((account) => roleIn(config, account));
  };
}

export const KEY_CHANGES = becoming('It becomes the operator role of the Terraform account.', operatorRole);
export const KEY_STATUS = becoming('It becomes the auditor role of the Terraform account.', terraformAuditor);

export const VERIFY = becoming('It becomes the auditor role of every account.', (config) =>
  accountsToSee(config).map(({ id }) => namesOf(config).auditorRoleArn(id)),
);

export const AUDIT = becoming(
  'It becomes the auditor role of the account of the workspace, and of the Terraform account.',
  (config) =>
    [...allWorkspaces(config).map(({ account }) => account), config.accounts.terraform].map((account) =>
      namesOf(config).auditorRoleArn(account),
    ),
);

export const PEOPLE_INVITE = becoming('It becomes the people operator role of the Ops account.', (config) => {
  iamPeople(config);
  return [namesOf(config).peopleOperatorRoleArn(config.accounts.ops)];
});

export const PEOPLE_REVOKE = becoming(
  'It becomes the people operator role of the Ops account, and of product accounts.',
  inOpsAndProductAccounts((config, account) => namesOf(config).peopleOperatorRoleArn(account)),
);

export const PEOPLE_OPEN_ROLES = becoming('It becomes the people operator role of product accounts.', (config) => {
  iamPeople(config);
  return productAccounts(config).map((account) => namesOf(config).peopleOperatorRoleArn(account));
});

export const PEOPLE_AUDIT = becoming(
  'It becomes the auditor role of the Ops account, and of product accounts.',
  inOpsAndProductAccounts((config, account) => namesOf(config).auditorRoleArn(account)),
);

/** All of the above, for who runs all of it: what an operator of the Ops account needs, before there is one, too. */
export const OPERATORS: CommandRights = {
  purpose: 'Operators become every role that orgstrap has for them: key, people, verify and audit work as these.',
  of: (config) => {
    const { accounts, people } = config;
    const names = namesOf(config);
    const ofPeople = people?.signIn.source === 'iamUsers' ? [accounts.ops, ...productAccounts(config)] : [];
    const roles = [
      ...(hasOperatorRole(config) ? [names.operatorRoleArn] : []),
      ...accountsToSee(config).map(({ id }) => names.auditorRoleArn(id)),
      ...ofPeople.map((account) => names.peopleOperatorRoleArn(account)),
    ];
    const all = operatorAccounts(config);
    return (all.length === 0 ? [accounts.ops] : all).map((account) => rightsToBecome(account, roles));
  },
};
