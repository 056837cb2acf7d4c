import { type Document, isMap, isNode, isScalar, isSeq, type LineCounter, type Scalar, type YAMLMap } from 'yaml';
import { type Finding, finding } from '../finding';
import { notPlain } from './plain';
import type { Path, Position, Tree, TreeEntry, TreeScalar } from './tree';
import type { YamlReading } from './yaml-reading';

/** Grows while a document is turned into a tree. */
interface Growth {
  readonly lineCounter: LineCounter;
  readonly notPlain: Finding[];
  readonly duplicates: Finding[];
}

/** Where a value belongs: its path, and the position to blame where it has none of its own. */
interface Place {
  readonly path: Path;
  readonly position: Position;
}

/** Turns a document without syntax errors into a tree; without one where an alias or a tag hides the values. */
export function treeOf(document: Document, lineCounter: LineCounter): YamlReading {
  const growth: Growth = { lineCounter, notPlain: [], duplicates: [] };
  const tree = grow(growth, document.contents, { path: [], position: { line: 1, column: 1 } });
  const findings = [...growth.notPlain, ...growth.duplicates];
  return { tree: growth.notPlain.length === 0 ? tree : undefined, findings };
}

function grow(growth: Growth, node: unknown, place: Place): Tree {
  const position = positionOf(growth, node) ?? place.position;
  refuseUnlessPlain(growth, node, { path: place.path, position });
  if (isMap(node)) return { kind: 'map', position, entries: entriesOf(growth, node, place) };
  if (isSeq(node)) {
    const items = node.items.map((item, index) => grow(growth, item, { path: [...place.path, index], position }));
    return { kind: 'list', position, items };
  }
  // Nothing was written where a value could be: the key is what one can point at.
  if (isScalar(node) && node.source !== '') return { ...scalarOf(node), position };
  return { kind: 'scalar', position: place.position, value: isScalar(node) ? scalarOf(node).value : null, source: '' };
}

function entriesOf(growth: Growth, map: YAMLMap, place: Place): ReadonlyMap<string, TreeEntry> {
  const entries = new Map<string, TreeEntry>();
  for (const { key, value } of map.items) {
    const name = isScalar(key) ? String(key.value) : '';
    const path = [...place.path, name];
    const position = positionOf(growth, key) ?? place.position;
    refuseUnlessPlain(growth, key, { path, position });
    const entry = { position, value: grow(growth, value, { path, position }) };
    const first = entries.get(name);
    if (first !== undefined) growth.duplicates.push(duplicateKey(path, position, first.position));
    entries.set(name, first === undefined ? entry : merged(first, entry));
  }
  return entries;
}

/** Both halves of a key that is there twice are looked at: the second one may be where the other mistakes are. */
function merged(first: TreeEntry, second: TreeEntry): TreeEntry {
  const [one, other] = [first.value, second.value];
  if (one.kind === 'list' && other.kind === 'list') {
    return { ...first, value: { ...one, items: [...one.items, ...other.items] } };
  }
  if (one.kind !== 'map' || other.kind !== 'map') return first;
  const entries = new Map(one.entries);
  for (const [key, entry] of other.entries) {
    const same = entries.get(key);
    entries.set(key, same === undefined ? entry : merged(same, entry));
  }
  return { ...first, value: { ...one, entries } };
}

function scalarOf({ value, source = '' }: Scalar): Pick<TreeScalar, 'kind' | 'value' | 'source'> {
  const isKnown =
    value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return { kind: 'scalar', value: isKnown ? value : String(value), source };
}

function refuseUnlessPlain(growth: Growth, node: unknown, { path, position }: Place): void {
  const verdict = notPlain(node);
  if (verdict !== undefined) growth.notPlain.push(finding(position, path, verdict));
}

function positionOf(growth: Growth, node: unknown): Position | undefined {
  const start = isNode(node) ? node.range?.[0] : undefined;
  if (start === undefined) return undefined;
  const { line, col } = growth.lineCounter.linePos(start);
  return { line, column: col };
}

function duplicateKey(path: Path, position: Position, first: Position): Finding {
  return finding(position, path, {
    found: `a key that is already on line ${first.line}`,
    expected: 'every key once in its map',
    fix: 'merge the two, or rename one',
  });
}
