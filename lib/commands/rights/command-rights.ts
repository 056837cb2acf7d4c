import type { AccountId } from '../../domain/ids';
import type { OrgConfig } from '../../domain/org-config';
import type { ReviewedPolicy } from '../../policies/load-policy';

/** The least that AWS must let somebody do who runs a command of orgstrap. */
export interface CommandRights {
  /** What the permissions are for, in a sentence. */
  readonly purpose: string;
  /**
   * Those for one organization; none where the command asks AWS nothing.
   *
   * @throws Failure where the command could do nothing with this `org.yaml`, as the command itself
   */
  of(config: OrgConfig, types: ResourceTypes): Promise<readonly AccountRights[]> | readonly AccountRights[];
  /** Where there is no `org.yaml` yet. @default - the command needs one */
  readonly beforeOrgYaml?: () => readonly AccountRights[];
}

/** The permissions that principals of one account need, where they run the command from there. */
export interface AccountRights {
  /** @default - nobody knows it yet */
  readonly account?: AccountId;
  /** Whose they are. */
  readonly who: string;
  readonly policies: readonly ReviewedPolicy[];
}

/** Of an account the types of what `cdk deploy` makes in it itself. */
export type ResourceTypes = (account: AccountId) => Promise<ReadonlySet<string>>;

/** A command that asks AWS nothing. */
export const NOTHING: CommandRights = { purpose: 'It asks AWS nothing, and needs no permission.', of: () => [] };

/**
 * What a command needs that does what others do, one after another: in each account the permissions of all of them.
 *
 * @param parts - those that this `org.yaml` lets it do
 */
export function together(purpose: string, parts: (config: OrgConfig) => readonly CommandRights['of'][]): CommandRights {
  return {
    purpose,
    of: async (config, types) => {
      const all = (await Promise.all(parts(config).map((of) => of(config, types)))).flat();
      const accounts = [...new Set(all.map(({ account }) => account))];
      return accounts.flatMap((account) => {
        const [first, ...others] = all.filter((one) => one.account === account);
        if (first === undefined) return [];
        return [{ ...first, policies: [first, ...others].flatMap(({ policies }) => policies) }];
      });
    },
  };
}
