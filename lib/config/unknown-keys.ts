import { closestName } from './closest-name';
import { type Finding, finding, type Verdict } from './finding';
import { quoted } from './quoted';
import { orgSchema } from './schema/org-schema';
import { keysOf, schemaAt } from './schema/schema-at';
import { keyPosition, type Path, type Tree, treeAt } from './yaml/tree';

/** One finding for every key that nobody would read. */
export function unknownKeyFindings(tree: Tree, parent: Path, keys: readonly string[]): Finding[] {
  const known = keysOf(schemaAt(orgSchema, parent));
  return keys.map((key) => {
    const path = [...parent, key];
    return finding(keyPosition(tree, path), path, unknownKey(key, known));
  });
}

/** Whether a key is missing only because it is misspelt. */
export function missingKeyIsExplained(tree: Tree, path: Path): boolean {
  const parent = path.slice(0, -1);
  const map = treeAt(tree, parent);
  const known = keysOf(schemaAt(orgSchema, parent));
  if (map?.kind !== 'map') return false;
  const unknown = [...map.entries.keys()].filter((key) => !known.includes(key));
  return unknown.some((key) => closestName(key, known) === path.at(-1));
}

function unknownKey(key: string, known: readonly string[]): Verdict {
  const closest = closestName(key, known);
  const expected = known.length === 0 ? 'no keys here' : `one of ${known.join(', ')}`;
  const fix = closest === undefined ? 'remove it, or move it to where it belongs' : `did you mean ${closest}?`;
  return { found: `the unknown key ${quoted(key)}`, expected, fix };
}
