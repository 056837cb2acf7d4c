import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { topOf } from '../../../lib/estate/repository';
import { WRITTEN_BY_ORGSTRAP } from '../../../lib/writers/terraform/workspace-module';

/** What is made anew, or belongs to somebody's real AWS. */
const NOT_COPIED = /^(\.git|\.terraform|\.rehearsal|node_modules|cdk\.out|.*\.tfstate(\..*)?|.*\.tfplan)$/;

/**
 * Copies the repository that a folder is in, because its modules may be beside it; the folder alone, where it is in none. Links become what they
 * point to, so that nothing that is done to the copy reaches the original.
 *
 * @param to - a folder that is not there yet
 * @returns the copy of the folder
 */
export function copyOfRepository(folder: string, to: string): string {
  const from = resolve(folder);
  const top = topOf(from) ?? from;
  cpSync(top, to, {
    recursive: true,
    dereference: true,
    // A link to nothing has nothing to copy.
    filter: (path) => path === top || (!NOT_COPIED.test(basename(path)) && existsSync(path)),
  });
  return join(to, relative(top, from));
}

/** A block that somebody wrote by hand where orgstrap writes one. */
export interface OwnBlock {
  /** `main.tf:3`. */
  readonly place: string;
  readonly block: string;
}

const BLOCKS: readonly (readonly [pattern: RegExp, block: string])[] = [
  [/^\s*backend\s+"/, 'backend'],
  [/^\s*cloud\s*\{/, 'cloud'],
];

/** The backend, cloud and default provider blocks that a folder has, without those that orgstrap wrote: Terraform takes no second one. */
export function ownBlocksIn(folder: string): readonly OwnBlock[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.tf'))
    .sort()
    .flatMap((name) => {
      const text = readFileSync(join(folder, name), 'utf8');
      return text.startsWith(WRITTEN_BY_ORGSTRAP)
        ? []
        : ownBlocksOf(text).map(({ line, block }) => ({ place: `${name}:${line}`, block }));
    });
}

function ownBlocksOf(text: string): readonly { readonly line: number; readonly block: string }[] {
  const lines = withoutComments(text).split('\n');
  return lines.flatMap((content, index) => {
    const found = BLOCKS.find(([pattern]) => pattern.test(content))?.[1];
    if (found !== undefined) return [{ line: index + 1, block: `${found} block` }];
    return isDefaultProvider(lines, index) ? [{ line: index + 1, block: 'provider "aws" block without an alias' }] : [];
  });
}

/** One with an alias is a further provider, which may stand beside those of orgstrap. */
function isDefaultProvider(lines: readonly string[], index: number): boolean {
  const begins = /^\s*provider\s+"aws"\s*\{(.*)/.exec(lines[index] ?? '');
  if (begins === null || /^\s*alias\s*=/.test(begins[1] ?? '')) return false;
  let depth = 0;
  for (const line of lines.slice(index)) {
    if (depth === 1 && /^\s*alias\s*=/.test(line)) return false;
    depth += (line.match(/\{/g)?.length ?? 0) - (line.match(/\}/g)?.length ?? 0);
    if (depth <= 0) break;
  }
  return true;
}

/** Every line stays where it is. */
function withoutComments(text: string): string {
  return text
    .replaceAll(/\/\*[\s\S]*?\*\//g, (comment) => comment.replaceAll(/[^\n]/g, ' '))
    .replaceAll(/(^|\s)(#|\/\/).*$/gm, '$1');
}
