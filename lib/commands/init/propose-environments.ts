import type { ListedAccount, ListedUnit, OrganizationTree } from '../../aws/organization';
import { LiveOrganization } from '../../estate/live-organization';
import { type AccountGroup, accountGroups, groupOfOnePurpose, placeOf } from './account-groups';
import { grouped } from './grouped';
import { type Chosen, type LeftOut, reasonsToLeaveOut } from './left-out';
import { environmentNames, workspaceNames } from './proposed-names';
import { partsOf, wordsOf } from './stage';

/** An environment that `org.yaml` may have. */
export interface ProposedEnvironment {
  readonly name: string;
  /** None for accounts that are directly in the root. */
  readonly organizationalUnits: readonly string[];
  /** Whether the environment is its accounts alone. */
  readonly isPart: boolean;
  /** Whether a line of its own begins: it waits for no environment above it. */
  readonly beginsLine: boolean;
  readonly accounts: readonly ProposedAccount[];
  /** Whether people work there, and no Terraform. */
  readonly isSandbox: boolean;
  /** Where it is, and what was guessed from what. */
  readonly where: string;
  readonly because: string;
}

export interface ProposedAccount {
  readonly workspace: string;
  readonly id: string;
}

export interface ProposedEnvironments {
  /** In rollout order. */
  readonly environments: readonly ProposedEnvironment[];
  readonly leftOut: readonly LeftOut[];
}

/** An environment before it has its name and its place in the rollout. */
interface Draft extends AccountGroup {
  /** Absent for the root. */
  readonly unit?: string;
}

/** The names of OUs that are one environment with all that is below them, less what separates their words. */
const OF_ONE_PURPOSE: ReadonlySet<string> = new Set(['exceptions', 'policystaging', 'sandbox', 'sandboxes']);

/**
 * Environments for an organization, by the names of its OUs and the stages in the names of its accounts. Pure. Every active account
 * of the tree is in one of them, or is left out, or has a part of its own; and no OU that an environment has to itself holds
 * another account.
 *
 * What the shapes mean is in docs/shapes.md.
 */
export function proposeEnvironments(tree: OrganizationTree, chosen: Chosen): ProposedEnvironments {
  const why = reasonsToLeaveOut(tree, chosen);
  const judged = tree.accounts.map((account) => ({ account, why: why(account) }));
  const kept = judged.filter((one) => one.why === undefined).map(({ account }) => account);
  const own: readonly string[] = [chosen.managementAccount, chosen.ops, chosen.terraform];
  return {
    environments: environmentsOf(tree, inOrder(draftsOf(tree, kept)), chosen),
    leftOut: judged.flatMap(({ account, why: reason }) =>
      reason === undefined || own.includes(account.id) ? [] : [{ account, why: reason }],
    ),
  };
}

function draftsOf(tree: OrganizationTree, kept: readonly ListedAccount[]): readonly Draft[] {
  const live = new LiveOrganization(tree);
  const staged = kept.map(({ name }) => partsOf(name)).filter(({ stage }) => stage !== undefined);
  const systems = new Set(staged.map(({ system }) => system));
  const groupsIn = (parent: string, path: readonly string[]) =>
    accountGroups(
      kept.filter((account) => account.parent === parent),
      placeOf(path),
      systems,
    );
  const ofUnit = (unit: ListedUnit, above: readonly string[]): readonly Draft[] => {
    if (OF_ONE_PURPOSE.has(wordsOf(unit.name).join(''))) {
      const all = kept.filter((account) => live.unitsAbove(account).includes(unit.id));
      return all.length === 0 ? [] : [{ ...groupOfOnePurpose(all, unit.name), unit: unit.id }];
    }
    const path = [...above, unit.name];
    const inside = tree.units.filter(({ parent }) => parent === unit.id);
    const drafts = groupsIn(unit.id, path).map((group) => ({ ...group, unit: unit.id }));
    return [...drafts, ...inside.flatMap((one) => ofUnit(one, path))];
  };
  const top = tree.units.filter(({ parent }) => parent === tree.root);
  return [...top.flatMap((unit) => ofUnit(unit, [])), ...groupsIn(tree.root, [])];
}

/** Line by line, in the order in which the tree names them first; in a line by stage. */
function inOrder(drafts: readonly Draft[]): readonly (readonly Draft[])[] {
  const known = new Set(drafts.map(({ line }) => line));
  // An OU for a stage with one system in it belongs to the line that the system has in the other OUs.
  const lineOf = ({ line, system }: Draft) => (line === '' && known.has(system) ? system : line);
  const lines = grouped(drafts, lineOf);
  return lines.map((line) => line.toSorted((one, other) => one.rank - other.rank));
}

function environmentsOf(
  tree: OrganizationTree,
  lines: readonly (readonly Draft[])[],
  chosen: Chosen,
): readonly ProposedEnvironment[] {
  const live = new LiveOrganization(tree);
  const reached = reachedBelow(live, tree, chosen);
  const nameOf = environmentNames();
  const workspaceOf = workspaceNames();
  return lines.flatMap((line) =>
    line.map(
      ({ unit, accounts, ...draft }, index): ProposedEnvironment => ({
        name: nameOf(draft.wanted),
        organizationalUnits: unit === undefined ? [] : [unit],
        isPart: unit === undefined || draft.isPart || reached.get(unit) !== accounts.length,
        beginsLine: index === 0,
        accounts: accounts.map(({ id, name }) => ({ workspace: workspaceOf(name), id })),
        isSandbox: draft.isSandbox,
        where: unit === undefined ? 'the root itself' : live.pathOf(unit).replace(/^Root\//, ''),
        because: draft.because,
      }),
    ),
  );
}

/** How many accounts StackSets reach by each OU: they pass over the management account and what is not active. */
function reachedBelow(
  live: LiveOrganization,
  { accounts }: OrganizationTree,
  { managementAccount }: Chosen,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const account of accounts) {
    if (account.state !== 'ACTIVE' || account.id === managementAccount) continue;
    for (const unit of live.unitsAbove(account)) counts.set(unit, (counts.get(unit) ?? 0) + 1);
  }
  return counts;
}
