import type { AccountId } from '../../domain/account-id';
import type { OrgConfig } from '../../domain/org-config';
import type { PeopleGroup } from '../../domain/people';
import { type Reach, reachOf } from '../../domain/reach';

/** A group of people with a link into every role that it may become. */
export interface LinkedGroup {
  readonly name: string;
  /** In rollout order; at least one. */
  readonly environments: readonly LinkedEnvironment[];
}

export interface LinkedEnvironment {
  readonly name: string;
  /** None where `org.yaml` names no account of the environment. */
  readonly accounts: readonly LinkedAccount[];
}

export interface LinkedAccount {
  readonly workspace: string;
  readonly id: AccountId;
  /** In the order of `org.yaml`; at least one. */
  readonly roles: readonly RoleLink[];
}

export interface RoleLink {
  readonly role: string;
  readonly address: string;
}

/** What a group reaches, by environment and account, each role with its address. */
export function linkedGroup(config: OrgConfig, group: PeopleGroup, addressOf: (reach: Reach) => string): LinkedGroup {
  return {
    name: group.name,
    environments: group.access.map((access) => ({
      name: access.environment,
      accounts: linkedAccounts(reachOf(config, { name: group.name, access: [access] }), addressOf),
    })),
  };
}

function linkedAccounts(reached: readonly Reach[], addressOf: (reach: Reach) => string): readonly LinkedAccount[] {
  const accounts = new Map(reached.map(({ account, workspace }) => [account, workspace]));
  return [...accounts].map(([id, workspace]) => ({
    workspace,
    id,
    roles: reached
      .filter(({ account }) => account === id)
      .map((reach) => ({ role: reach.role, address: addressOf(reach) })),
  }));
}
