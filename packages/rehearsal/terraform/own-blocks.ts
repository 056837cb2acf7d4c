import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type OwnBlock, withoutOwnBlocks } from '../../../lib/writers/terraform/own-blocks';
import { WRITTEN_BY_ORGSTRAP } from '../../../lib/writers/terraform/workspace-module';

/**
 * Takes the backend, cloud and default provider blocks out of the files of a copy, without those that orgstrap wrote.
 *
 * @param taken - names of files that orgstrap is about to write; a file that is called so gets another name
 * @returns what was taken out, and where it is in the original
 */
export function takeOutOwnBlocks(folder: string, taken: readonly string[]): readonly OwnBlock[] {
  return readdirSync(folder)
    .filter((name) => /\.tf(\.json)?$/.test(name))
    .sort()
    .flatMap((name) => {
      const file = join(folder, name);
      const text = readFileSync(file, 'utf8');
      if (text.startsWith(WRITTEN_BY_ORGSTRAP)) return [];
      const { left, blocks } = withoutOwnBlocks(name, text);
      if (blocks.length > 0) writeFileSync(file, left);
      if (taken.includes(name)) renameSync(file, join(folder, `own-${name}`));
      return blocks;
    });
}
