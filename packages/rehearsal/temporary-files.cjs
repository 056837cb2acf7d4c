// Loaded before tsx, which keeps what it compiles in a temporary folder, and ends with a stack where there is no place for it.
const { mkdtempSync, rmdirSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

try {
  rmdirSync(mkdtempSync(join(tmpdir(), 'orgstrap-rehearsal-')));
} catch {
  // The rehearsal says what is wrong, and what to do.
  process.env.TSX_DISABLE_CACHE = '1';
}
