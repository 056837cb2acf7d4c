import { Document, isMap, isScalar, visit } from 'yaml';
import { WRITTEN_BY_ORGSTRAP } from './written-by-orgstrap';

/** A part of a CI file: what YAML can say. */
export type YamlValue = string | number | boolean | readonly YamlValue[] | YamlMap;

export interface YamlMap {
  readonly [key: string]: YamlValue | undefined;
}

/**
 * A CI file as text: scripts as blocks, nothing wrapped, and its purpose at the top.
 *
 * @param notes - a comment that stands behind a value, by that value
 */
export function yamlText(purpose: string, content: YamlMap, notes: ReadonlyMap<string, string> = new Map()): string {
  const document = new Document(content, { aliasDuplicateObjects: false });
  visit(document, {
    Scalar: (_, node) => {
      if (!isScalar(node) || typeof node.value !== 'string') return;
      const note = notes.get(node.value);
      if (note !== undefined) node.comment = ` ${note}`;
      if (node.value.includes('\n')) node.type = 'BLOCK_LITERAL';
    },
  });
  spaced(document.contents);
  spaced(document.get('jobs', true));
  document.commentBefore = [WRITTEN_BY_ORGSTRAP, '', ...purpose.split('\n')]
    .map((line) => (line === '' ? '' : ` ${line}`))
    .join('\n');
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

/** An empty line before each entry but the first, where there are blocks to tell apart. */
function spaced(node: unknown): void {
  if (!isMap(node)) return;
  for (const { key } of node.items.slice(1)) if (isScalar(key)) key.spaceBefore = true;
}
