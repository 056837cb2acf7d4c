import { isAlias, isMap, isNode, isSeq, type LineCounter, type Pair, type YAMLMap } from 'yaml';
import type { Path, Position } from './node';
import { keyName, positionOf } from './node-of';
import { type FileProblem, problemAt, type Wording } from './problem';
import { quoted } from './quoted';

interface Plainness {
  /** Whether every value is written where it stands; else the values are not known. */
  readonly isPlain: boolean;
  readonly problems: readonly FileProblem[];
}

/** Grows while a document is looked through. */
interface Search {
  readonly lineCounter: LineCounter;
  readonly notPlain: FileProblem[];
  readonly repeated: FileProblem[];
}

/** Where a value belongs, and the position to blame where it has none of its own. */
interface Place {
  readonly path: Path;
  readonly position: Position;
}

/** Finds aliases, tags and keys that are there twice, and makes one of the two values of such a key. */
export function makePlain(contents: unknown, lineCounter: LineCounter): Plainness {
  const search: Search = { lineCounter, notPlain: [], repeated: [] };
  searchValue(search, contents, { path: [], position: { line: 1, column: 1 } });
  return { isPlain: search.notPlain.length === 0, problems: [...search.notPlain, ...search.repeated] };
}

function searchValue(search: Search, node: unknown, { path, position }: Place): void {
  const own = positionOf(node, search.lineCounter) ?? position;
  refuseUnlessPlain(search, node, { path, position: own });
  if (isMap(node)) searchMap(search, node, { path, position });
  if (isSeq(node)) {
    for (const [index, item] of node.items.entries()) {
      searchValue(search, item, { path: [...path, index], position: own });
    }
  }
}

function searchMap(search: Search, map: YAMLMap, place: Place): void {
  const firsts = new Map<string, Pair>();
  for (const pair of map.items) {
    const name = keyName(pair.key);
    const path = [...place.path, name];
    const position = positionOf(pair.key, search.lineCounter) ?? place.position;
    refuseUnlessPlain(search, pair.key, { path, position });
    searchValue(search, pair.value, { path, position });
    const first = firsts.get(name);
    if (first === undefined) firsts.set(name, pair);
    else {
      const { line } = positionOf(first.key, search.lineCounter) ?? place.position;
      search.repeated.push(problemAt({ path, position }, repeatedKey(line)));
      merge(first, pair);
    }
  }
  map.items = [...firsts.values()];
}

/** Both halves of a key that is there twice are looked at: the second one may be where the other mistakes are. */
function merge({ value: one }: Pair, { value: other }: Pair): void {
  if (isSeq(one) && isSeq(other)) one.items = [...one.items, ...other.items];
  if (!isMap(one) || !isMap(other)) return;
  const firsts = new Map(one.items.map((pair) => [keyName(pair.key), pair]));
  for (const pair of other.items) {
    const first = firsts.get(keyName(pair.key));
    if (first === undefined) one.items.push(pair);
    else merge(first, pair);
  }
}

function refuseUnlessPlain({ notPlain }: Search, node: unknown, place: Place): void {
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

function repeatedKey(firstLine: number): Wording {
  return {
    found: `a key that is already on line ${firstLine}`,
    expected: 'every key once in its map',
    fix: 'merge the two, or rename one',
  };
}
