import * as nodeModule from 'node:module';
import { join } from 'node:path';

const { HOME, XDG_CACHE_HOME } = process.env;
const folder = XDG_CACHE_HOME || (HOME && join(HOME, '.cache'));

/**
 * Keeps what V8 compiles for the next run, from Node.js 22 on. In a folder of the user's own: the one that Node.js chooses is
 * under that for temporary files, where another user of the machine may have put something before.
 *
 * @see https://nodejs.org/api/module.html#moduleenablecompilecachecachedir
 */
if (folder && 'enableCompileCache' in nodeModule && typeof nodeModule.enableCompileCache === 'function') {
  nodeModule.enableCompileCache(join(folder, 'orgstrap'));
}
