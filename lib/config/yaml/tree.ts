/** Where something stands in a file, both counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The keys and list indexes that lead to a value. */
export type Path = readonly (string | number)[];

/**
 * A YAML file as plain maps, lists and scalars that remember where they stand.
 *
 * Keys are held in a `Map`: `__proto__` is a key like any other there, and the order of the file survives.
 */
export type Tree = TreeMap | TreeList | TreeScalar;

interface TreeMap {
  readonly kind: 'map';
  readonly position: Position;
  readonly entries: ReadonlyMap<string, TreeEntry>;
}

export interface TreeEntry {
  /** Of the key; the value has its own. */
  readonly position: Position;
  readonly value: Tree;
}

interface TreeList {
  readonly kind: 'list';
  readonly position: Position;
  readonly items: readonly Tree[];
}

export interface TreeScalar {
  readonly kind: 'scalar';
  readonly position: Position;
  readonly value: string | number | boolean | null;
  /** As written, before YAML made a number of it; without the quotes of quoted text. */
  readonly source: string;
}

/** What stands at a path, or `undefined` where the file has nothing there. */
export function treeAt(tree: Tree, path: Path): Tree | undefined {
  let here: Tree | undefined = tree;
  for (const step of path) here = here && childOf(here, step);
  return here;
}

/** The position of the key that leads to a path's value; of the value itself for list items and for the whole file. */
export function keyPosition(tree: Tree, path: Path): Position {
  const last = path.at(-1);
  const parent = treeAt(tree, path.slice(0, -1));
  const entry = parent?.kind === 'map' && typeof last === 'string' ? parent.entries.get(last) : undefined;
  return entry?.position ?? treeAt(tree, path)?.position ?? tree.position;
}

/** The same as a plain JavaScript value. */
export function plainValue(tree: Tree): unknown {
  if (tree.kind === 'scalar') return tree.value;
  if (tree.kind === 'list') return tree.items.map(plainValue);
  return Object.fromEntries([...tree.entries].map(([key, entry]) => [key, plainValue(entry.value)]));
}

function childOf(tree: Tree, step: string | number): Tree | undefined {
  if (tree.kind === 'map') return tree.entries.get(String(step))?.value;
  if (tree.kind === 'list' && typeof step === 'number') return tree.items[step];
  return undefined;
}
