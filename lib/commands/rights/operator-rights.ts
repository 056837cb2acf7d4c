import { type AccountId, accountOfPrincipal } from '../../domain/ids';
import { namesOf } from '../../domain/names-of';
import type { OrgConfig } from '../../domain/org-config';
import { allWorkspaces, hasOperatorRole, hasStateRole } from '../../domain/workspaces';
import { refuseWithoutOperators } from '../../estate/operators-needed';
import { splitOverPolicies } from '../../iam/pack-policies';
import { accountsToSee } from '../../policies/expected-accounts';
import { loadPolicy, type ReviewedPolicy } from '../../policies/load-policy';
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
  return { account, ...OPERATOR, policies };
}

const OPERATOR = { who: 'operators of org.yaml who are there' };

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

/** The trust of the state role asks for MFA, or for who asks. */
export const STATES: CommandRights = {
  purpose: 'It becomes the state role of the Terraform account.',
  of: (config) => {
    refuseWithoutOperators(config);
    return operatorAccounts(config).map((account) => ({ ...OPERATOR, account, policies: [becomeStateRole(config)] }));
  },
};

/** Where a state was before is in no `org.yaml`. */
export const ADOPT_STATE: CommandRights = {
  ...STATES,
  purpose:
    'It becomes the state role of the Terraform account. What it needs in the old place, by other credentials, is in docs/adopt/hand-made.md.',
};

/** It looks for the run that holds the lock in the account of the workspace; without that nobody knows which run it is. */
export const STATE_UNLOCK: CommandRights = {
  purpose: 'It becomes the state role of the Terraform account, and the auditor role of the account of the workspace.',
  of: (config) => {
    refuseWithoutOperators(config);
    const auditors = allWorkspaces(config).map(({ account }) => namesOf(config).auditorRoleArn(account));
    return operatorAccounts(config).map((account) => {
      const rights = rightsToBecome(account, auditors);
      return { ...rights, policies: [...rights.policies, becomeStateRole(config)] };
    });
  },
};

function becomeStateRole(config: OrgConfig): ReviewedPolicy {
  return loadPolicy('commands/become-state.permissions', { stateRole: namesOf(config).stateRoleArn });
}

/** All of the above, for who runs all of it: what an operator of the Ops account needs, before there is one, too. */
export const OPERATORS: CommandRights = {
  purpose:
    'Operators become every role that orgstrap has for them: key, state, people, verify and audit work as these.',
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
    return (all.length === 0 ? [accounts.ops] : all).map((account) => {
      const rights = rightsToBecome(account, roles);
      const ofStates = hasStateRole(config) ? [becomeStateRole(config)] : [];
      return { ...rights, policies: [...rights.policies, ...ofStates] };
    });
  },
};
