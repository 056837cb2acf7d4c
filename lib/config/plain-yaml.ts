import { isAlias, isMap, isNode, isScalar, isSeq, type LineCounter, type YAMLMap } from 'yaml';
import type { ListNode, MapNode, Node, Path, Position, ScalarNode } from './node';
import { type FileProblem, problemAt, quoted, type Wording } from './problem';

/** The values of a file, and everything in it that is not plain YAML. */
export interface PlainYaml {
  /** Absent where the file's syntax, an alias or a tag hides what the values are. */
  readonly root: Node | undefined;
  readonly problems: readonly FileProblem[];
  /**
   * The values as the first and as the last of keys that are there twice have them; none where every key is there once. What neither says
   * by itself is no more than what the two repeat.
   */
  readonly halves: readonly Node[];
}

/** What a key that is there twice stands for. */
type Meaning = 'both' | 'first' | 'last';

/** Grows while the nodes of the library are turned into ours. */
interface Growth {
  readonly meaning: Meaning;
  readonly lineCounter: LineCounter;
  readonly notPlain: FileProblem[];
  readonly repeatedKeys: FileProblem[];
}

/** Where a value belongs, and the position to blame where it has none of its own. */
interface Place {
  readonly path: Path;
  readonly position: Position;
  readonly keyPosition?: Position;
}

/** Turns the contents of a YAML document without syntax errors into nodes that remember their places. */
export function plainYaml(contents: unknown, lineCounter: LineCounter): PlainYaml {
  const read = (meaning: Meaning) => {
    const growth: Growth = { meaning, lineCounter, notPlain: [], repeatedKeys: [] };
    return { root: grow(growth, contents, { path: [], position: { line: 1, column: 1 } }), growth };
  };
  const { root, growth } = read('both');
  const problems = [...growth.notPlain, ...growth.repeatedKeys];
  if (growth.notPlain.length > 0) return { root: undefined, problems, halves: [] };
  return { root, problems, halves: growth.repeatedKeys.length === 0 ? [] : [read('first').root, read('last').root] };
}

function grow(growth: Growth, node: unknown, place: Place): Node {
  const position = positionOf(growth, node) ?? place.position;
  refuseUnlessPlain(growth, node, { path: place.path, position });
  const { path, keyPosition = position } = place;
  if (isMap(node)) return { kind: 'map', path, position, keyPosition, entries: entriesOf(growth, node, place) };
  if (!isSeq(node)) return scalarOf(node, place, position);
  const items = node.items.map((item, index) => grow(growth, item, { path: [...path, index], position }));
  return { kind: 'list', path, position, keyPosition, items };
}

function entriesOf(growth: Growth, map: YAMLMap, place: Place): ReadonlyMap<string, Node> {
  const entries = new Map<string, Node>();
  for (const { key, value } of map.items) {
    const name = isScalar(key) ? String(key.value) : '';
    const path = [...place.path, name];
    const position = positionOf(growth, key) ?? place.position;
    refuseUnlessPlain(growth, key, { path, position });
    const entry = grow(growth, value, { path, position, keyPosition: position });
    const first = entries.get(name);
    if (first !== undefined) growth.repeatedKeys.push(problemAt({ path, position }, repeatedKey(first.keyPosition)));
    entries.set(name, first === undefined ? entry : MEANING[growth.meaning](first, entry));
  }
  return entries;
}

/** Both halves of a key that is there twice are looked at: the second one may be where the other mistakes are. */
function merged(first: Node, second: Node): Node {
  if (first.kind === 'list' && second.kind === 'list') return mergedLists(first, second);
  return first.kind === 'map' && second.kind === 'map' ? mergedMaps(first, second) : first;
}

const MEANING: Readonly<Record<Meaning, (first: Node, last: Node) => Node>> = {
  both: merged,
  first: (first) => first,
  last: (_, last) => last,
};

function mergedLists(first: ListNode, second: ListNode): ListNode {
  const moved = second.items.map((item, index) => movedTo([...first.path, first.items.length + index], item));
  return { ...first, items: [...first.items, ...moved] };
}

function mergedMaps(first: MapNode, second: MapNode): MapNode {
  const entries = new Map(first.entries);
  for (const [key, entry] of second.entries) {
    const same = entries.get(key);
    entries.set(key, same === undefined ? entry : merged(same, entry));
  }
  return { ...first, entries };
}

function movedTo(path: Path, node: Node): Node {
  if (node.kind === 'scalar') return { ...node, path };
  if (node.kind === 'list') {
    return { ...node, path, items: node.items.map((item, index) => movedTo([...path, index], item)) };
  }
  const entries = [...node.entries].map(([key, entry]): [string, Node] => [key, movedTo([...path, key], entry)]);
  return { ...node, path, entries: new Map(entries) };
}

function scalarOf(node: unknown, place: Place, own: Position): ScalarNode {
  const { value, source = '' } = isScalar(node) ? node : { value: null };
  const isKnown =
    value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  // Nothing was written where a value could be: the key is what one can point at.
  const position = source === '' ? place.position : own;
  const { path, keyPosition = position } = place;
  return { kind: 'scalar', path, position, keyPosition, value: isKnown ? value : String(value), source };
}

function positionOf(growth: Growth, node: unknown): Position | undefined {
  const start = isNode(node) ? node.range?.[0] : undefined;
  if (start === undefined) return undefined;
  const { line, col } = growth.lineCounter.linePos(start);
  return { line, column: col };
}

function refuseUnlessPlain({ notPlain }: Growth, node: unknown, place: Place): void {
  const wording = notPlainWording(node);
  if (wording !== undefined) notPlain.push(problemAt(place, wording));
}

/** What is wrong with a node that stands for something else than what is written there. */
function notPlainWording(node: unknown): Wording | undefined {
  if (isAlias(node)) {
    return {
      found: `the YAML alias ${quoted(`*${node.source}`)}`,
      expected: 'every value written where it counts, for a reviewer to see',
      fix: 'write the value itself',
    };
  }
  if (!isNode(node) || node.tag === undefined) return undefined;
  return {
    found: `the YAML tag ${quoted(node.tag)}`,
    expected: 'plain values: maps, lists and text',
    fix: 'remove the tag; text that looks like a number needs quotes and no tag',
  };
}

function repeatedKey({ line }: Position): Wording {
  return {
    found: `a key that is already on line ${line}`,
    expected: 'every key once in its map',
    fix: 'merge the two, or rename one',
  };
}
