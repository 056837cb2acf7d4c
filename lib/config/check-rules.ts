import type { z } from 'zod';
import { guidanceOf, type OrgFile, schemaOfChild } from './guided';
import { childrenOf, type Node } from './node';
import { orgSchema, rulesBetweenBlocks } from './org-yaml';
import type { FileProblem } from './problem';

/** What the rules find: those that stand beside a schema, of a map or a list before what is in it; then those between blocks. */
export function checkRules(file: OrgFile): readonly FileProblem[] {
  return [...problemsIn(orgSchema, file.root, file), ...rulesBetweenBlocks.flatMap((rule) => rule(file.root, file))];
}

function problemsIn(schema: z.core.$ZodType, node: Node, file: OrgFile): readonly FileProblem[] {
  const { rules = [] } = guidanceOf(schema) ?? {};
  const inside = childrenOf(node).flatMap((child) => {
    const inner = schemaOfChild(schema, child.path.at(-1) ?? '');
    return inner === undefined ? [] : problemsIn(inner, child, file);
  });
  return [...rules.flatMap((rule) => rule(node, file)), ...inside];
}
