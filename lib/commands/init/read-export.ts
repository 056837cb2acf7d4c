import { readFileSync } from 'node:fs';
import type { ListedAccount, ListedUnit } from '../../aws/organization';
import { EXIT, Failure } from '../../domain/failure';
import { isAccountId, isOrganizationalUnitId, isRootId } from '../../domain/ids';
import type { Inventory } from './inventory';

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads an organization from a file: an export as docs/commands.md has the script for, or a tree (`ous`, `tree`, `names`) as beside the
 * examples.
 *
 * @throws Failure `UnusableExport` with all that is wrong with it
 */
export function readExport(file: string): Inventory {
  const problems: string[] = [];
  const document = parsed(file, problems);
  const inventory = document && (isMap(document.tree) ? ofTree(document) : ofExport(document));
  if (inventory !== undefined) problems.push(...inconsistencies(inventory));
  if (inventory === undefined || problems.length > 0) {
    throw new Failure('UnusableExport', problems.map((problem) => `${file}: ${problem}`).join('\n'), EXIT.unusable);
  }
  return inventory;
}

function parsed(file: string, problems: string[]): Json | undefined {
  try {
    const document: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (isMap(document) && (isMap(document.tree) || Array.isArray(document.accounts))) return document;
    problems.push(
      'found no organization, expected {"roots": [...], "organizationalUnits": [...], "accounts": [...]}, as the script in docs/commands.md writes it',
    );
  } catch (error) {
    problems.push(`it cannot be read: ${error instanceof Error ? error.message : error}`);
  }
  return undefined;
}

function ofExport(document: Json): Inventory {
  const named = (value: Json): ListedUnit => ({
    id: textOf(value.Id),
    name: textOf(value.Name),
    parent: textOf(value.ParentId),
  });
  const [root] = mapsIn(document.roots);
  const organization = isMap(document.organization) ? document.organization : {};
  const [instance] = mapsIn(document.identityCenter);
  const trails = mapsIn(document.trails);
  return {
    tree: {
      root: textOf(root?.Id),
      units: mapsIn(document.organizationalUnits).map(named),
      // Status is what State replaces.
      accounts: mapsIn(document.accounts).map((one) => ({
        ...named(one),
        state: textOf(one.State ?? one.Status, 'ACTIVE'),
      })),
    },
    organizationId: textOf(organization.Id) || undefined,
    managementAccount: textOf(organization.MasterAccountId) || undefined,
    delegatedAdministrators: mapsIn(document.delegatedAdministrators).map(({ Id: id, ServicePrincipal: service }) => ({
      account: textOf(id),
      ...(typeof service === 'string' ? { service } : {}),
    })),
    hasOrganizationTrail: Array.isArray(document.trails)
      ? trails.some(({ IsOrganizationTrail: isOfOrganization }) => isOfOrganization === true)
      : undefined,
    identityCenter: textOf(instance?.InstanceArn) || undefined,
    notSeen: [],
  };
}

/** The ids of OUs by their paths, the accounts directly in each, and the names of accounts. */
function ofTree({ ous, tree, names }: Json): Inventory {
  const ids = new Map(Object.entries(isMap(ous) ? ous : {}).map(([path, id]) => [path, textOf(id)]));
  const nameOf = (id: string) => textOf(isMap(names) ? names[id] : undefined, id);
  const [some = ''] = ids.values();
  const root = `r-${some.split('-')[1] ?? ''}`;
  const parentOf = (path: string) => ids.get(path.split('/').slice(0, -1).join('/')) ?? root;
  return {
    tree: {
      root,
      units: [...ids].map(([path, id]) => ({ id, name: path.split('/').at(-1) ?? path, parent: parentOf(path) })),
      accounts: Object.entries(isMap(tree) ? tree : {}).flatMap(([path, inside]) =>
        textsIn(inside).map(
          (id): ListedAccount => ({
            id,
            name: nameOf(id),
            parent: path === '' ? root : (ids.get(path) ?? path),
            state: 'ACTIVE',
          }),
        ),
      ),
    },
    delegatedAdministrators: [],
    notSeen: [],
  };
}

/** What no organization can be like. */
function inconsistencies({ tree, organizationId: _id, ...others }: Inventory): readonly string[] {
  const { root, units, accounts } = tree;
  const places = new Set([root, ...units.map(({ id }) => id)]);
  const lost = [...units, ...accounts].filter(({ parent }) => !places.has(parent));
  const ids = [...units, ...accounts].map(({ id }) => id);
  return [
    ...(isRootId(root) ? [] : [`the root is ${shown(root)}, expected r- and 4 to 32 lower-case letters or digits`]),
    ...units.filter(({ id }) => !isOrganizationalUnitId(id)).map(({ id }) => `${shown(id)} is no id of an OU`),
    ...accounts
      .filter(({ id }) => !isAccountId(id))
      .map(({ id }) => `${shown(id)} is no id of an account, which has 12 digits`),
    ...repeated(ids).map((id) => `${shown(id)} is there twice`),
    ...lost.map(({ id, parent }) => `${shown(id)} is in ${shown(parent)}, which is not there`),
    ...circles(units).map((id) => `${shown(id)} is in itself`),
    ...(others.managementAccount === undefined || isAccountId(others.managementAccount)
      ? []
      : [`the management account is ${shown(others.managementAccount)}, which is no id of an account`]),
  ];
}

function repeated(ids: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return [...new Set(ids.filter((id) => seen.size === seen.add(id).size))];
}

function circles(units: readonly ListedUnit[]): readonly string[] {
  const parents = new Map(units.map(({ id, parent }) => [id, parent]));
  return units.flatMap(({ id }) => {
    const seen = new Set<string>();
    for (let at: string | undefined = id; at !== undefined; at = parents.get(at)) {
      if (seen.has(at)) return [id];
      seen.add(at);
    }
    return [];
  });
}

/** A text of the file in one line, without control characters. */
function shown(text: string): string {
  return JSON.stringify(text.replaceAll(/\p{C}/gu, '?').slice(0, 60));
}

function isMap(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A script puts lists of single parents into one list. */
function mapsIn(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.flat().filter(isMap) : [];
}

function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map((each) => textOf(each)) : [];
}

function textOf(value: unknown, otherwise = ''): string {
  return typeof value === 'string' ? value : otherwise;
}
