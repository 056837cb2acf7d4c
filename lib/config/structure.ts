import type { z } from 'zod';
import { type Finding, finding, type Verdict } from './finding';
import { foundText } from './found-text';
import { guidanceOf } from './schema/guided';
import { orgSchema, type ParsedOrg } from './schema/org-schema';
import { schemaAt } from './schema/schema-at';
import { missingKeyIsExplained, unknownKeyFindings } from './unknown-keys';
import { wildcardNote } from './wildcard';
import { keyPosition, type Path, plainValue, type Tree, treeAt } from './yaml/tree';

export interface Structure {
  /** Present when every value is what it should be by itself. */
  readonly parsed: ParsedOrg | undefined;
  readonly findings: readonly Finding[];
}

/** Checks every value by itself, and says what is wrong in the words of its schema. */
export function checkStructure(tree: Tree): Structure {
  const result = orgSchema.safeParse(plainValue(tree));
  if (result.success) return { parsed: result.data, findings: [] };
  return { parsed: undefined, findings: result.error.issues.flatMap((issue) => findingsOf(tree, issue)) };
}

function findingsOf(tree: Tree, issue: z.core.$ZodIssue): Finding[] {
  const path = issue.path.filter((step) => typeof step !== 'symbol');
  if (issue.code === 'unrecognized_keys') return unknownKeyFindings(tree, path, issue.keys);
  const found = treeAt(tree, path);
  if (found === undefined) return missingKeyIsExplained(tree, path) ? [] : [missingKey(tree, path)];
  return [finding(found.position, path, verdictOn(found, path))];
}

function missingKey(tree: Tree, path: Path): Finding {
  const { expected, fix } = guidanceAt(path);
  return finding(keyPosition(tree, path.slice(0, -1)), path, { found: 'nothing', expected, fix });
}

function verdictOn(found: Tree, path: Path): Verdict {
  const { expected, fix, explain } = guidanceAt(path);
  if (found.kind !== 'scalar') return { found: foundText(found), expected, fix };
  const verdict = { found: foundText(found), expected, fix, ...explain?.(found) };
  return { ...verdict, fix: `${verdict.fix}${wildcardNote(found.value)}` };
}

/** A schema without words of its own is a mistake in `schema/`, not in the file. */
function guidanceAt(path: Path) {
  const schema = schemaAt(orgSchema, path);
  const guidance = schema && guidanceOf(schema);
  if (guidance === undefined) throw new Error(`no guidance for ${path.join('.')}`);
  return guidance;
}
