import { writeFileSync } from 'node:fs';
import { Failure } from '../../../lib/domain/failure';

/**
 * Writes what a table says for programs.
 *
 * @throws Failure `CannotWrite`
 */
export function writeJson(file: string, content: object): void {
  try {
    writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);
  } catch (error) {
    throw new Failure('CannotWrite', `${file} cannot be written: ${error instanceof Error ? error.message : error}`);
  }
}
