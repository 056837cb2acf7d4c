import type { ListedAccount, OrganizationTree } from '../../aws/organization';
import { LiveOrganization } from '../../estate/live-organization';
import { isProduction, partsOf, wordsOf } from './stage';

/** An account that no environment gets, and why. */
export interface LeftOut {
  readonly account: ListedAccount;
  readonly why: string;
}

/** The accounts that have a part of their own, and those that somebody chose to leave out. */
export interface Chosen {
  readonly managementAccount: string;
  readonly terraform: string;
  readonly ops: string;
  /** Ids. */
  readonly leftOut: readonly string[];
}

const PARKED: ReadonlySet<string> = new Set(['suspended', 'closed', 'quarantine', 'quarantined', 'decommissioned']);
const SECURITY = /(?:^|-)(?:log-?archive|audit|security|security-tooling)$/;

/** Why an account is in no environment; nothing where it may be in one. */
export function reasonsToLeaveOut(
  tree: OrganizationTree,
  chosen: Chosen,
): (account: ListedAccount) => string | undefined {
  const live = new LiveOrganization(tree);
  const names = new Map(tree.units.map(({ id, name }) => [id, name]));
  const ownSystems = new Set(
    tree.accounts
      .filter(({ id }) => id === chosen.ops || id === chosen.terraform)
      .map(({ name }) => partsOf(name))
      .filter(({ system, stage }) => system !== '' && stage !== undefined)
      .map(({ system }) => system),
  );
  return (account) => {
    const path = live.unitsAbove(account).flatMap((unit) => names.get(unit) ?? []);
    if (account.id === chosen.managementAccount) return 'it is the management account, which StackSets never reach';
    if (account.id === chosen.ops || account.id === chosen.terraform) return 'orgstrap itself works there';
    if (account.state !== 'ACTIVE') return `it is ${account.state}`;
    if (chosen.leftOut.includes(account.id)) return 'you left it out';
    if (path.some((name) => wordsOf(name).some((word) => PARKED.has(word))))
      return `it is parked in ${path.toReversed().join('/')}`;
    if (isSecurity(account.name, path)) return 'security is watched from it, so Terraform of others has no place there';
    const { system, stage } = partsOf(account.name);
    if (stage !== undefined && ownSystems.has(system))
      return `it is another stage of ${system}, in which orgstrap itself works`;
    return undefined;
  };
}

/** What security tries out before production is an account like others. */
function isSecurity(name: string, path: readonly string[]): boolean {
  const all = [name, ...path].map(partsOf);
  const stage = all.find((each) => each.stage !== undefined)?.stage;
  return (stage === undefined || isProduction(stage)) && all.some(({ system }) => SECURITY.test(system));
}
