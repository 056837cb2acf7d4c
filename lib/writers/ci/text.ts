import { Document, isMap, isScalar, visit } from 'yaml';

/**
 * A shell script that writes a file as a block of Markdown code onto stdout.
 *
 * Terraform's output holds text of the pull request, which could close a fence of backticks. Each line is
 * indented instead, and carriage returns, which Markdown takes for ends of lines, are taken out: nothing gets out of that.
 *
 * @param limit - how much is kept, in whole lines; a comment of GitHub holds 65,536 characters
 */
export function quotedText(file: string, limit: number): string {
  // It reads to the end: a pipe that is closed early is a failure under pipefail.
  return `tr -d '\\r' <"${file}" | sed 's/^/    /' | awk -v limit=${limit} '
  { size += length($0) + 1 }
  size <= limit { print; next }
  !cut { cut = 1; print "\\n**It is cut off here.** The artifact of the job has all of it." }'`;
}

/** A script as a part of another one. */
export function indented(script: string, spaces = 2): string {
  return script.replace(/^(?=.)/gm, ' '.repeat(spaces));
}

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

/** Stands in the first line of every file that orgstrap writes for a CI system; a file without it is somebody else's. */
export const WRITTEN_BY_ORGSTRAP = 'Written by "orgstrap pipeline" from org.yaml. Change org.yaml and write it again.';
