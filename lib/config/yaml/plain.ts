import { isAlias, isNode } from 'yaml';
import type { Verdict } from '../finding';
import { quoted } from '../quoted';

/** What is wrong with a node that stands for something else than what is written there; `undefined` for a plain one. */
export function notPlain(node: unknown): Verdict | undefined {
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
