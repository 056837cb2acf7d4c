import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Failure } from '../domain/failure';

/**
 * Writes files into a folder, over what orgstrap wrote there before, and answers their paths.
 *
 * @param texts - the text of each file, by its path in the folder
 * @param isOurs - whether orgstrap wrote a file, by its path and its text
 * @throws Failure `NotOurs` before anything is written, where it would replace a file that is somebody else's.
 */
export function writeFiles(
  texts: Readonly<Record<string, string>>,
  folder: string,
  isOurs: (path: string, text: string) => boolean,
): readonly string[] {
  const files = Object.entries(texts).map(([path, text]) => ({ path: join(folder, path), text }));
  const foreign = files.filter(({ path }) => existsSync(path) && !isOurs(path, readFileSync(path, 'utf8')));
  if (foreign.length > 0) {
    throw new Failure(
      'NotOurs',
      `${foreign.map(({ path }) => path).join(', ')} was not written by orgstrap; move it away, or choose another folder`,
    );
  }
  for (const { path, text } of files) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return files.map(({ path }) => path);
}
