import type * as z from 'zod';
import { closestName } from './closest-name';
import { childrenOf, type Node, nodeAt, type Path, plainValue } from './node';
import { orgSchema, rulesBetweenBlocks, rulesThatWarn } from './org-yaml';
import { type FileProblem, problemAt, quoted, type Wording, wildcardNote } from './problem';
import { type Guidance, guidanceOf, keysOf, type OrgFile, schemaAt, schemaOfChild } from './schema';

interface CheckedValues {
  /** Present when every value is what it should be by itself. */
  readonly config: z.output<typeof orgSchema> | undefined;
  readonly problems: readonly FileProblem[];
}

/** Checks every value by itself, and says what is wrong in the words of its schema. */
export function checkValues(root: Node): CheckedValues {
  // zod would compile its schemas first, which pays for itself in a process that parses again and again.
  const result = orgSchema.safeParse(plainValue(root), { jitless: true });
  if (result.success) return { config: result.data, problems: [] };
  return { config: undefined, problems: result.error.issues.flatMap((issue) => problemsOf(root, issue)) };
}

function problemsOf(root: Node, issue: z.core.$ZodIssue): FileProblem[] {
  const path = issue.path.filter((step) => typeof step !== 'symbol');
  if (issue.code === 'unrecognized_keys') return unknownKeys(root, path, issue.keys);
  const found = nodeAt(root, ...path);
  if (found === undefined) return isMisspelt(root, path) ? [] : [missingKey(root, path)];
  return [problemAt({ path, position: found.position }, wrongValue(found, path))];
}

function missingKey(root: Node, path: Path): FileProblem {
  const { expected, fix } = guidanceAt(path);
  const map = nodeAt(root, ...path.slice(0, -1)) ?? root;
  return problemAt({ path, position: map.keyPosition }, { found: 'nothing', expected, fix });
}

/** Whether a key is missing only because it is misspelt, which is a problem of its own. */
function isMisspelt(root: Node, path: Path): boolean {
  const parent = path.slice(0, -1);
  const map = nodeAt(root, ...parent);
  if (map?.kind !== 'map') return false;
  const known = keysOf(schemaAt(orgSchema, parent));
  const unknown = [...map.entries.keys()].filter((key) => !known.includes(key));
  return unknown.some((key) => closestName(key, known) === path.at(-1));
}

/** One problem for every key that nobody would read. */
function unknownKeys(root: Node, parent: Path, keys: readonly string[]): FileProblem[] {
  const known = keysOf(schemaAt(orgSchema, parent));
  return keys.map((key) => {
    const path = [...parent, key];
    const { keyPosition } = nodeAt(root, ...path) ?? root;
    return problemAt({ path, position: keyPosition }, unknownKey(key, known));
  });
}

function unknownKey(key: string, known: readonly string[]): Wording {
  const closest = closestName(key, known);
  const expected = known.length === 0 ? 'no keys here' : `one of ${known.join(', ')}`;
  const fix = closest === undefined ? 'remove it, or move it to where it belongs' : `did you mean ${closest}?`;
  return { found: `the unknown key ${quoted(key)}`, expected, fix };
}

function wrongValue(found: Node, path: Path): Wording {
  const { expected, fix, explain } = guidanceAt(path);
  const wording = { found: foundText(found), expected, fix };
  if (found.kind !== 'scalar') return wording;
  const specific = { ...wording, ...explain?.(found) };
  return { ...specific, fix: `${specific.fix}${wildcardNote(found.value)}` };
}

/** A schema without words of its own is a mistake of ours, not of the file. */
function guidanceAt(path: Path): Guidance {
  const schema = schemaAt(orgSchema, path);
  const guidance = schema && guidanceOf(schema);
  if (guidance === undefined) throw new Error(`no guidance for ${path.join('.')}`);
  return guidance;
}

/** Completes "found …" for what stands in the file. */
function foundText(node: Node): string {
  if (node.kind === 'map') return node.entries.size === 0 ? 'an empty map' : 'a map';
  if (node.kind === 'list') return node.items.length === 0 ? 'an empty list' : 'a list';
  const { value, source } = node;
  if (value === null) return 'no value';
  if (typeof value === 'string') return value === '' ? 'empty text' : quoted(value);
  if (typeof value === 'boolean') return `the truth value ${source}`;
  return String(value) === source ? `the number ${value}` : `the number ${value} (written ${source})`;
}

/** What the rules find: those of the schemas, of a map or a list before what is in it; then those between blocks. */
export function checkRules(file: OrgFile): readonly FileProblem[] {
  return [...ruleProblems(orgSchema, file.root, file), ...rulesBetweenBlocks.flatMap((rule) => rule(file.root, file))];
}

/** What is not as it should be in a file without problems. */
export function checkWarnings(file: OrgFile): readonly FileProblem[] {
  return rulesThatWarn.flatMap((rule) => rule(file.root, file));
}

function ruleProblems(schema: z.core.$ZodType, node: Node, file: OrgFile): readonly FileProblem[] {
  const { rules = [] } = guidanceOf(schema) ?? {};
  const inside = childrenOf(node).flatMap((child) => {
    const inner = schemaOfChild(schema, child.path.at(-1) ?? '');
    return inner === undefined ? [] : ruleProblems(inner, child, file);
  });
  return [...rules.flatMap((rule) => rule(node, file)), ...inside];
}
