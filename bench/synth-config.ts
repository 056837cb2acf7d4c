import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadOrgConfig } from '../lib/config/load-org-config';
import { serviceNames } from '../lib/policies/policies-folder';
import { buildApp } from '../lib/stacks/build-app';
import { checkApp } from '../lib/stacks/check-app';
import { newApp } from '../lib/stacks/new-app';
import { writeUsage } from './usage';

/** What `bin/app.ts` does, CDK's validation off: `node synth-config.js CONFIG [OUTDIR]`. */
const [file = '', kept] = process.argv.slice(2);
const outdir = kept ?? mkdtempSync(join(tmpdir(), 'orgstrap-bench-'));
try {
  const result = loadOrgConfig(file, serviceNames);
  if (!result.ok) throw new Error(`${file} cannot be used: ${JSON.stringify(result.problems)}`);
  const app = newApp(outdir);
  buildApp(app, result.config);
  checkApp(app, { validateTemplates: false });
  app.synth();
} finally {
  if (kept === undefined) rmSync(outdir, { recursive: true, force: true });
}
writeUsage();
