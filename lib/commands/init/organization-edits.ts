import type { OrgYamlEdit } from '../../config/edit-org-yaml';
import type { OrgConfig } from '../../domain/org-config';
import { compareOrganization } from '../../estate/compare-organization';
import { LiveOrganization } from '../../estate/live-organization';
import type { OrganizationDifference } from '../../estate/organization-difference';
import type { Inventory } from './inventory';
import { type ProposedEnvironment, proposeEnvironments } from './propose-environments';
import { workspaceNames } from './proposed-names';

/** What changed in an organization since its `org.yaml` was written. */
export interface OrganizationChanges {
  /** Those that the file says how to make. */
  readonly edits: readonly ExplainedEdits[];
  /** Those that a person decides. */
  readonly decisions: readonly OrganizationDifference[];
  /** Environments of accounts that the file says nothing about; somebody may have left them out. */
  readonly unlisted: readonly ProposedEnvironment[];
}

/** What was found, and the edits that follow from it. */
export interface ExplainedEdits {
  readonly found: string;
  readonly edits: readonly OrgYamlEdit[];
}

const GONE: ReadonlySet<string> = new Set(['SUSPENDED', 'PENDING_CLOSURE', 'CLOSED']);

/** Pure. Without edits and decisions the file is as the organization is. */
export function organizationChanges(config: OrgConfig, { tree }: Inventory): OrganizationChanges {
  const live = new LiveOrganization(tree);
  const context: Context = {
    config,
    live,
    nameOf: workspaceNames(config.environments.flatMap(({ accounts }) => accounts.map(({ workspace }) => workspace))),
  };
  const judged = compareOrganization(config, live).map((difference) => ({
    difference,
    edits: editsFor(difference, context),
  }));
  const { edits: ofParts, unlisted } = unlistedAccounts(context, tree);
  return {
    edits: [
      ...judged.flatMap(({ difference: { found }, edits }) => (edits.length === 0 ? [] : [{ found, edits }])),
      ...ofParts,
    ],
    decisions: judged.filter(({ edits }) => edits.length === 0).map(({ difference }) => difference),
    unlisted,
  };
}

interface Context {
  readonly config: OrgConfig;
  readonly live: LiveOrganization;
  readonly nameOf: (wanted: string) => string;
}

/** None where a person decides. */
function editsFor(difference: OrganizationDifference, context: Context): readonly OrgYamlEdit[] {
  const { id, environment, kind } = difference;
  const { live } = context;
  if (environment === undefined) return [];
  switch (kind) {
    case 'account not in org.yaml':
      return [{ kind: 'add account', environment, workspace: context.nameOf(live.account(id)?.name ?? id), id }];
    case 'no such account':
      return removal(context, environment, id);
    case 'account not active':
      return GONE.has(live.account(id)?.state ?? '') ? removal(context, environment, id) : [];
    case 'account elsewhere':
      return moved(context, environment, id);
    case 'OU twice':
      return [{ kind: 'remove OU', environment, unit: id }];
    case 'no such OU':
      return hasFurtherUnits(context, environment) ? [{ kind: 'remove OU', environment, unit: id }] : [];
    default:
      return [];
  }
}

function removal({ config }: Context, environment: string, id: string): readonly OrgYamlEdit[] {
  const found = config.environments.find(({ name }) => name === environment);
  const account = found?.accounts.find((one) => one.id === id);
  return account === undefined ? [] : [{ kind: 'remove account', environment, workspace: account.workspace }];
}

/** The workspace keeps its name: it is where the state of the account is. */
function moved(context: Context, environment: string, id: string): readonly OrgYamlEdit[] {
  const { config, live } = context;
  const account = live.account(id);
  const above = account === undefined ? [] : live.unitsAbove(account);
  const target = config.environments.find(
    ({ only, organizationalUnits }) => only === undefined && organizationalUnits.some((unit) => above.includes(unit)),
  );
  return removal(context, environment, id).flatMap((edit): readonly OrgYamlEdit[] =>
    target === undefined || edit.kind !== 'remove account'
      ? [edit]
      : [edit, { kind: 'add account', environment: target.name, workspace: edit.workspace, id }],
  );
}

function hasFurtherUnits({ config, live }: Context, environment: string): boolean {
  const found = config.environments.find(({ name }) => name === environment);
  return found?.organizationalUnits.some((unit) => live.hasUnit(unit)) === true;
}

/**
 * Accounts of no environment. One that would be with accounts of an environment that is its accounts alone becomes one of
 * them; of the others nobody knows whether somebody left them out.
 */
function unlistedAccounts(
  { config, live, nameOf }: Context,
  tree: Inventory['tree'],
): Pick<OrganizationChanges, 'edits' | 'unlisted'> {
  const known = new Set<string>(config.environments.flatMap(({ accounts }) => accounts.map(({ id }) => id)));
  const whole = new Set<string>(
    config.environments.flatMap(({ only, organizationalUnits }) => (only === undefined ? organizationalUnits : [])),
  );
  const isNew = ({ id }: { readonly id: string }) => {
    const account = live.account(id);
    return !known.has(id) && account !== undefined && !live.unitsAbove(account).some((unit) => whole.has(unit));
  };
  const proposed = proposeEnvironments(tree, {
    managementAccount: config.organization.managementAccount,
    ...config.accounts,
    leftOut: config.platformAccounts.map(({ id }) => id),
  });
  const edits: ExplainedEdits[] = [];
  const unlisted: ProposedEnvironment[] = [];
  for (const environment of proposed.environments) {
    const accounts = environment.accounts.filter(isNew);
    const siblings = new Set(environment.accounts.map(({ id }) => id));
    const part = config.environments.find(
      ({ only, accounts: listed }) => only !== undefined && listed.some(({ id }) => siblings.has(id)),
    );
    if (part === undefined) {
      if (accounts.length > 0) unlisted.push({ ...environment, accounts });
      continue;
    }
    for (const { id } of accounts) {
      const name = live.account(id)?.name ?? id;
      edits.push({
        found: `${name} ${id} is in ${environment.where}, where ${part.name} has accounts like it, and is not in org.yaml`,
        edits: [{ kind: 'add account', environment: part.name, workspace: nameOf(name), id }],
      });
    }
  }
  return { edits, unlisted };
}
