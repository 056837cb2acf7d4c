// What cdk.json names: starts app.ts as it was compiled where `dist/` was made of the sources that are there, and its source
// otherwise. So nobody needs to build, and a build that is there spares a second.
const { join } = require('node:path');
const { isCompiled } = require('./compiled.cjs');

const root = join(__dirname, '..');

if (isCompiled(root)) {
  // A finding points at a line of the source, and not of what was compiled from it.
  process.setSourceMapsEnabled(true);
  require(join(root, 'dist', 'bin', 'app.js'));
} else {
  require('tsx/cjs/api').register();
  require(join(root, 'bin', 'app.ts'));
}
