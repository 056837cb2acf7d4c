import { lstatSync } from 'node:fs';
import { EXIT, Failure } from '../../domain/failure';
import { orCannotWrite } from '../../estate/files';
import { OWN_FILE, writeNewFile } from '../../estate/new-file';

/**
 * Asks AWS for nothing that could not be kept.
 *
 * @throws Failure `AlreadyThere` for what is there: a file, a link, a terminal; `NoFile` for what other commands take for stdout
 */
export function refuseFile(file: string): void {
  if (file === '-') {
    throw new Failure(
      'NoFile',
      'found -, expected a file: a state has secrets, which no terminal and no log shall show',
      EXIT.unusable,
    );
  }
  if (lstatSync(file, { throwIfNoEntry: false }) === undefined) return;
  throw new Failure(
    'AlreadyThere',
    `${file} is there already, and was left as it is; name a file that is not there yet`,
    EXIT.unusable,
  );
}

/** Writes a new file that its owner alone may read. @throws Failure `AlreadyThere`, `CannotWrite` */
export function writeSecretFile(file: string, text: string): void {
  orCannotWrite(file, () => writeNewFile(file, text, OWN_FILE));
}
