import { existsSync, readFileSync } from 'node:fs';
import { EXIT, Failure } from '../../../lib/domain/failure';
import { type AccountId, isAccountId, isOrganizationalUnitId } from '../../../lib/domain/ids';
import type { OrgConfig } from '../../../lib/domain/org-config';
import { accountsIn, type OrganizationTree } from '../emulated/organization-of';

/** What a tree file holds, once its shape is known. */
interface TreeFile {
  /** The ids of OUs by their paths: `Workloads/Prod`. */
  readonly ous: Readonly<Record<string, string>>;
  /** The ids of the accounts directly in an OU, by its path; those directly in the root by the empty text. */
  readonly tree: Readonly<Record<string, readonly string[]>>;
  /** Names of accounts. */
  readonly names: Readonly<Record<string, string>>;
}

/** `NAME.tree.json` beside `NAME.yaml`, if it is there. */
export function treeFileBeside(orgYaml: string): string | undefined {
  const beside = orgYaml.replace(/\.ya?ml$/, '.tree.json');
  return beside !== orgYaml && existsSync(beside) ? beside : undefined;
}

/**
 * Reads a tree file, and compares it with the `org.yaml` that is rehearsed in it.
 *
 * @throws Failure `UnusableTree` with all that is wrong with it
 */
export function readTree(file: string, config: OrgConfig): OrganizationTree {
  const problems: string[] = [];
  const found = parsed(file, problems);
  if (found !== undefined) problems.push(...inconsistencies(found), ...missingIn(found, config));
  if (found === undefined || problems.length > 0) {
    throw new Failure('UnusableTree', problems.map((problem) => `${file}: ${problem}`).join('\n'), EXIT.unusable);
  }
  return treeOf(found, config.organization.managementAccount);
}

function treeOf({ ous, tree, names }: TreeFile, managementAccount: AccountId): OrganizationTree {
  return {
    units: Object.entries(ous).map(([path, id]) => ({ id, name: nameIn(path), ...parentOf(ous[parentPath(path)]) })),
    accounts: Object.entries(tree).flatMap(([path, ids]) =>
      ids.filter((id) => id !== managementAccount).map((id) => ({ id, name: names[id] ?? id, ...parentOf(ous[path]) })),
    ),
  };
}

function parentOf(parent: string | undefined): { readonly parent?: string } {
  return parent === undefined ? {} : { parent };
}

function nameIn(path: string): string {
  return path.split('/').at(-1) ?? path;
}

/** The empty text for an OU that is directly below the root. */
function parentPath(path: string): string {
  return path.split('/').slice(0, -1).join('/');
}

function parsed(file: string, problems: string[]): TreeFile | undefined {
  try {
    const { ous, tree, names = {} }: Partial<TreeFile> = JSON.parse(readFileSync(file, 'utf8'));
    if (isTexts(ous) && isLists(tree) && isTexts(names)) return { ous, tree, names };
    problems.push('expected {"ous": {PATH: ID}, "tree": {PATH: [ACCOUNT]}, "names": {ACCOUNT: NAME}}');
  } catch (error) {
    problems.push(`it cannot be read: ${error instanceof Error ? error.message : error}`);
  }
  return undefined;
}

function isTexts(value: unknown): value is Readonly<Record<string, string>> {
  return isMap(value) && Object.values(value).every((each) => typeof each === 'string');
}

function isLists(value: unknown): value is Readonly<Record<string, readonly string[]>> {
  return (
    isMap(value) &&
    Object.values(value).every((each) => Array.isArray(each) && each.every((one) => typeof one === 'string'))
  );
}

function isMap(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What cannot be, whatever `org.yaml` says. */
function inconsistencies({ ous, tree }: TreeFile): readonly string[] {
  const accounts = Object.values(tree).flat();
  return [
    ...Object.keys(ous)
      .filter((path) => parentPath(path) !== '' && ous[parentPath(path)] === undefined)
      .map((path) => `ous has ${path} and not ${parentPath(path)}, in which it is`),
    ...Object.entries(ous)
      .filter(([, id]) => !isOrganizationalUnitId(id))
      .map(
        ([path, id]) =>
          `ous.${path} is ${id}, expected the id of an OU: ou-, the letters of the root, and 8 to 32 more`,
      ),
    ...twice(Object.values(ous)).map((id) => `${id} is two OUs`),
    ...Object.keys(tree)
      .filter((path) => path !== '' && ous[path] === undefined)
      .map((path) => `tree has ${path}, which is not in ous`),
    ...accounts.filter((id) => !isAccountId(id)).map((id) => `${id} is no id of an account, which has 12 digits`),
    ...twice(accounts).map((id) => `${id} is in two OUs`),
  ];
}

/** What `org.yaml` names and the organization does not have. */
function missingIn({ ous, tree }: TreeFile, config: OrgConfig): readonly string[] {
  const units = new Set<string>([config.organization.rootId, ...Object.values(ous)]);
  const accounts = new Set(Object.values(tree).flat());
  return [
    ...config.environments.flatMap(({ name, organizationalUnits }) =>
      organizationalUnits
        .filter((unit) => !units.has(unit))
        .map((unit) => `there is no ${unit}, an OU of ${name} in org.yaml`),
    ),
    ...accountsIn(config)
      .filter(({ id }) => !accounts.has(id))
      .map(({ id, name }) => `there is no ${id}, ${name} of org.yaml`),
  ];
}

function twice(values: readonly string[]): readonly string[] {
  return [...new Set(values.filter((each, index) => values.indexOf(each) !== index))];
}
