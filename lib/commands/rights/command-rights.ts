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
