import { isMap, isNode, isScalar, isSeq, type LineCounter } from 'yaml';
import type { Node, Path, Position, ScalarNode } from './node';

/** Where a value belongs, and the position to blame where it has none of its own. */
interface Place {
  readonly path: Path;
  readonly position: Position;
  readonly keyPosition?: Position;
}

const TOP: Place = { path: [], position: { line: 1, column: 1 } };

/** Turns what `makePlain` left of a YAML document into nodes that remember their paths. */
export function nodeOf(contents: unknown, lineCounter: LineCounter, place: Place = TOP): Node {
  const { path } = place;
  const position = positionOf(contents, lineCounter) ?? place.position;
  const keyPosition = place.keyPosition ?? position;
  if (isMap(contents)) {
    const entries = contents.items.map(({ key, value }): [string, Node] => {
      const name = keyName(key);
      const here = positionOf(key, lineCounter) ?? place.position;
      return [name, nodeOf(value, lineCounter, { path: [...path, name], position: here, keyPosition: here })];
    });
    return { kind: 'map', path, position, keyPosition, entries: new Map(entries) };
  }
  if (isSeq(contents)) {
    const items = contents.items.map((item, index) => nodeOf(item, lineCounter, { path: [...path, index], position }));
    return { kind: 'list', path, position, keyPosition, items };
  }
  return scalarOf(contents, place, position);
}

/** The text of a key; the empty text where nothing is written before the colon. */
export function keyName(key: unknown): string {
  return isScalar(key) ? String(key.value) : '';
}

export function positionOf(node: unknown, lineCounter: LineCounter): Position | undefined {
  const start = isNode(node) ? node.range?.[0] : undefined;
  if (start === undefined) return undefined;
  const { line, col } = lineCounter.linePos(start);
  return { line, column: col };
}

function scalarOf(contents: unknown, place: Place, position: Position): ScalarNode {
  const { value, source = '' } = isScalar(contents) ? contents : { value: null };
  const isKnown =
    value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  // Nothing was written where a value could be: the key is what one can point at.
  const own = source === '' ? place.position : position;
  const keyPosition = place.keyPosition ?? own;
  return {
    kind: 'scalar',
    path: place.path,
    position: own,
    keyPosition,
    value: isKnown ? value : String(value),
    source,
  };
}
