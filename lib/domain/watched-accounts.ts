import type { AccountId } from './ids';
import type { OrgConfig } from './org-config';
import { globalRegionsOf, type HomeRegion, partitionOf } from './region';

/** The accounts beside product accounts whose events reach the alarms, by how what is needed for that gets there. */
export interface WatchedAccounts {
  /** The Terraform account, the Ops account where it is another, and the platform accounts: each has stacks of its own. */
  readonly single: readonly { readonly name: string; readonly id: AccountId }[];
  /**
   * The management account, which no StackSet reaches. Where the rest is deployed from Ops, only the guardrails are deployed
   * there, and it comes with them. @default - it is not watched
   */
  readonly managementAccount?: { readonly id: AccountId; readonly deployedWith: 'the rest' | 'the guardrails' };
}

/** Which accounts are watched; undefined where `org.yaml` has no audit. */
export function watchedAccounts(config: OrgConfig): WatchedAccounts | undefined {
  const { accounts, audit, deployFrom, guardrails, organization, platformAccounts } = config;
  if (audit === undefined) return undefined;
  const { managementAccount: id } = organization;
  return {
    single: [
      { name: 'Terraform', id: accounts.terraform },
      ...(accounts.ops === accounts.terraform ? [] : [{ name: 'Ops', id: accounts.ops }]),
      ...platformAccounts.map(({ name, id: platform }) => ({ name: `Platform-${name}`, id: platform })),
    ],
    ...(deployFrom === 'management' && { managementAccount: { id, deployedWith: 'the rest' } }),
    ...(deployFrom === 'ops' && guardrails && { managementAccount: { id, deployedWith: 'the guardrails' } }),
  };
}

/** Whether an account of `org.yaml` is watched. */
export function isWatched(config: OrgConfig, account: AccountId): boolean {
  const watched = watchedAccounts(config);
  if (watched === undefined) return false;
  return account !== config.organization.managementAccount || watched.managementAccount !== undefined;
}

/**
 * Where what orgstrap made is used, so that something may be seen there: the home Region, those in which global services
 * record what happens, that of replicas, and those that `audit` names. Each is there once.
 */
export function watchedRegions(config: OrgConfig): readonly HomeRegion[] {
  const { homeRegion, audit } = config;
  const further = [...globalRegionsOf(partitionOf(homeRegion)), ...replicaRegions(config), ...(audit?.regions ?? [])];
  return [...new Set([homeRegion, ...further])];
}

/** The Regions in which the deployment account may have stacks: the home Region, that of replicas, and with `audit` all that are watched. */
export function deployedRegions(config: OrgConfig): readonly HomeRegion[] {
  return config.audit === undefined ? [config.homeRegion, ...replicaRegions(config)] : watchedRegions(config);
}

function replicaRegions({ state }: OrgConfig): readonly HomeRegion[] {
  return state?.replica === undefined ? [] : [state.replica];
}
