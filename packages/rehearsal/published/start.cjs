#!/usr/bin/env node
// Plain JavaScript: it runs before anything of orgstrap is loaded, of which it must be the version that this was made with.
const { createRequire } = require('node:module');

const load = createRequire(__filename);
const { version, peerDependencies } = load('../package.json');

/** @returns {string | undefined} the version of the orgstrap that is installed beside this */
function installed() {
  try {
    return load('orgstrap/package.json').version;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

const wanted = peerDependencies.orgstrap;
const found = installed();
if (found === wanted) {
  load('./main.js');
} else {
  const what = found === undefined ? 'no orgstrap is installed beside it' : `found orgstrap ${found}`;
  const other = found === undefined ? `orgstrap@${wanted}` : `--save-dev orgstrap-rehearsal@${found}`;
  process.stderr.write(
    `orgstrap-rehearsal ${version} rehearses orgstrap ${wanted}; ${what}. Install both in one version: npm install --save-exact ${other}\n`,
  );
  process.exitCode = 3;
}
