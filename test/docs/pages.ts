import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { ROOT } from '../support/examples';

/** A fenced block of a page. */
export interface Block {
  readonly page: string;
  readonly line: number;
  /** What stands behind the fence; empty where nothing does. */
  readonly language: string;
  /** Without the indentation of the fence. */
  readonly text: string;
  /** The comment right above it. */
  readonly comment: string | undefined;
}

/** The pages that readers follow, guides included. */
export const PAGES: readonly string[] = [
  'README.md',
  ...pagesIn('docs'),
  ...pagesIn('policies'),
  ...pagesIn('examples/company'),
  ...readdirSync(join(ROOT, 'packages')).map((name) => `packages/${name}/README.md`),
];

export const BLOCKS: readonly Block[] = PAGES.flatMap((page) => blocksOf(page, pageText(page)));

export function pageText(page: string): string {
  return readFileSync(join(ROOT, page), 'utf8');
}

export function blocksOf(page: string, text: string): readonly Block[] {
  const fenced = /(?:^ *<!-- (?<comment>[^\n]*?) -->\n)?^(?<indent> *)```(?<language>\w*)\n(?<inside>.*?)^ *```$/gms;
  return [...text.matchAll(fenced)].map(({ index, groups }) => ({
    page,
    line: text.slice(0, index).split('\n').length,
    language: groups?.language ?? '',
    text: (groups?.inside ?? '').replace(new RegExp(`^${groups?.indent ?? ''}`, 'gm'), ''),
    comment: groups?.comment,
  }));
}

function pagesIn(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md') && !path.includes('node_modules'))
    .map((path) => posix.join(folder, path));
}
