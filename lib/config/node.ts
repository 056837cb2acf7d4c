/** Where something stands in a file, both counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The keys and list indexes that lead to a value. */
export type Path = readonly (string | number)[];

/** A value of an `org.yaml`, which remembers where it stands. */
export type Node = MapNode | ListNode | ScalarNode;

interface Place {
  readonly path: Path;
  readonly position: Position;
  /** Of the key that leads here; of the value itself for list items and for the whole file. */
  readonly keyPosition: Position;
}

export interface MapNode extends Place {
  readonly kind: 'map';
  /** In the order of the file. A `Map`, because `__proto__` is a key like any other there, and numbers keep their order. */
  readonly entries: ReadonlyMap<string, Node>;
}

export interface ListNode extends Place {
  readonly kind: 'list';
  readonly items: readonly Node[];
}

export interface ScalarNode extends Place {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** As written, before YAML made a number of it; without the quotes of quoted text. */
  readonly source: string;
}

/** Text that the file has as a key or as a value, and where. */
export interface Text<T extends string = string> {
  readonly value: T;
  readonly path: Path;
  readonly position: Position;
}

/** What stands at a path below a node; `undefined` where the file has nothing there. */
export function nodeAt(node: Node | undefined, ...path: Path): Node | undefined {
  let here = node;
  for (const step of path) here = here && childOf(here, step);
  return here;
}

/** The values of a map, or the items of a list, in the order of the file. */
export function childrenOf(node: Node | undefined): readonly Node[] {
  if (node?.kind === 'map') return [...node.entries.values()];
  return node?.kind === 'list' ? node.items : [];
}

/** The values of a map; none where something else stands there. */
export function entriesOf(node: Node | undefined): readonly Node[] {
  return node?.kind === 'map' ? childrenOf(node) : [];
}

/** The key that leads to a value. */
export function keyOf({ path, keyPosition }: Node): Text {
  return { value: String(path.at(-1)), path, position: keyPosition };
}

/** The keys of a map; none where something else stands there. */
export function keysIn(node: Node | undefined): readonly Text[] {
  return entriesOf(node).map(keyOf);
}

/** The keys of a map; `undefined` where something else stands there, so that nothing may be concluded from it. */
export function namesIn(node: Node | undefined): readonly string[] | undefined {
  return node?.kind === 'map' ? [...node.entries.keys()] : undefined;
}

/** The text that a value is, if `is` agrees with it; `undefined` for a value of another kind. */
export function textOf(node: Node | undefined): Text | undefined;
export function textOf<T extends string>(node: Node | undefined, is: (text: string) => text is T): Text<T> | undefined;
export function textOf(node: Node | undefined, is: (text: string) => boolean = () => true): Text | undefined {
  if (node?.kind !== 'scalar' || typeof node.value !== 'string' || !is(node.value)) return undefined;
  return { value: node.value, path: node.path, position: node.position };
}

/** The items of a list that are text, and that `is` agrees with. */
export function textsIn(node: Node | undefined): readonly Text[];
export function textsIn<T extends string>(node: Node | undefined, is: (text: string) => text is T): readonly Text<T>[];
export function textsIn(node: Node | undefined, is: (text: string) => text is string = isText): readonly Text[] {
  const items = node?.kind === 'list' ? node.items : [];
  return items.map((item) => textOf(item, is)).filter((text) => text !== undefined);
}

/** The items of a list of texts; none where an item is something else. */
export function wholeTextsIn(node: Node | undefined): readonly Text[] {
  const texts = textsIn(node);
  return texts.length === childrenOf(node).length ? texts : [];
}

/** The same as a plain JavaScript value. */
export function plainValue(node: Node): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(plainValue);
  return Object.fromEntries([...node.entries].map(([key, entry]) => [key, plainValue(entry)]));
}

function isText(_text: string): _text is string {
  return true;
}

function childOf(node: Node, step: string | number): Node | undefined {
  if (node.kind === 'map') return node.entries.get(String(step));
  if (node.kind === 'list' && typeof step === 'number') return node.items[step];
  return undefined;
}
