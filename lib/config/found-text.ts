import { quoted } from './quoted';
import type { Tree } from './yaml/tree';

/** Completes "found …" for what stands in the file. */
export function foundText(tree: Tree | undefined): string {
  if (tree === undefined) return 'nothing';
  if (tree.kind === 'map') return tree.entries.size === 0 ? 'an empty map' : 'a map';
  if (tree.kind === 'list') return tree.items.length === 0 ? 'an empty list' : 'a list';
  if (tree.value === null) return 'no value';
  if (typeof tree.value === 'string') return tree.value === '' ? 'empty text' : quoted(tree.value);
  if (typeof tree.value === 'boolean') return `the truth value ${tree.source}`;
  return numberText(tree.value, tree.source);
}

function numberText(value: number, source: string): string {
  return String(value) === source ? `the number ${value}` : `the number ${value} (written ${source})`;
}
