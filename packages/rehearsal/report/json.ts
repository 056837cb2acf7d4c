import { writeFileSync } from 'node:fs';
import { orCannotWrite } from '../../../lib/estate/files';

/**
 * Writes what came of it for programs.
 *
 * @throws Failure `CannotWrite`
 */
export function writeJson(file: string, content: object): void {
  orCannotWrite(file, () => writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`));
}
