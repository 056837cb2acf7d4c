// Plain JavaScript: it decides whether anything has to be compiled.
const { createHash } = require('node:crypto');
const { existsSync, readdirSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

/** The sources of what is in `dist/`. */
const FOLDERS = ['bin', 'lib'];

/** Where it stands of which sources `dist/` was made. */
const NOTE = join('dist', 'sources.sha256');

/**
 * Whether what is in `dist/` is what shall run: where it was made of the sources that are there, or, in the package, where there are
 * none. The times of files would not tell: what is installed from a package has those of its packing.
 *
 * @param {string} root - the folder of orgstrap
 * @returns {boolean}
 */
function isCompiled(root) {
  const note = noteIn(root);
  return note !== undefined && (!existsSync(join(root, 'bin', 'app.ts')) || note === hashOfSources(root));
}

/**
 * Notes, after a build, of which sources it was made.
 *
 * @param {string} root - the folder of orgstrap
 */
function noteSources(root) {
  writeFileSync(join(root, NOTE), hashOfSources(root));
}

/** @param {string} root */
function noteIn(root) {
  try {
    return readFileSync(join(root, NOTE), 'utf8');
  } catch {
    return undefined;
  }
}

/** @param {string} root */
function hashOfSources(root) {
  const hash = createHash('sha256');
  for (const folder of FOLDERS) {
    const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
    for (const file of files.filter((name) => name.endsWith('.ts')).sort()) {
      const source = readFileSync(join(root, folder, file));
      hash.update(`${folder}/${file.replaceAll('\\', '/')} ${source.length}\n`).update(source);
    }
  }
  return hash.digest('hex');
}

module.exports = { isCompiled, noteSources };
