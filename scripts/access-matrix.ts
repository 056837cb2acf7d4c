import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadOrgConfig } from '../lib/config/load-org-config';
import { serviceNames } from '../lib/policies/policies-folder';
import { foundAccess } from '../packages/rehearsal/access/found-access';
import { intendedAccess } from '../packages/rehearsal/access/intended-access';
import { differencesOf } from '../packages/rehearsal/access/matrix';
import { asJson, asMarkdown } from '../packages/rehearsal/access/render';
import { synthesisedSnapshot } from '../packages/rehearsal/access/synthesised-snapshot';

/** The example that the committed matrix is about. */
const EXAMPLE = 'examples/four-accounts.yaml';

/**
 * Who may do what in an organization, proved by simulation: writes `docs/access-matrix.md` and `.json` for the example, and
 * prints the table for another `--config FILE`.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { config: { type: 'string' } } });
  const file = values.config ?? EXAMPLE;
  const result = loadOrgConfig(file, serviceNames);
  if (!result.ok) return fail(result.problems.map(({ line, column, found }) => `${file}:${line}:${column}: ${found}`));
  const { config } = result;
  const matrix = await foundAccess(synthesisedSnapshot(config), config);
  const differences = differencesOf(matrix, intendedAccess(config));
  if (differences.length > 0) return fail(differences);
  if (values.config === undefined) {
    const docs = join(__dirname, '..', 'docs');
    writeFileSync(join(docs, 'access-matrix.json'), asJson(matrix, file));
    writeFileSync(join(docs, 'access-matrix.md'), asMarkdown(matrix, config, file));
  } else {
    process.stdout.write(asMarkdown(matrix, config, file));
  }
  return 0;
}

function fail(lines: readonly string[]): number {
  process.stderr.write(`${lines.join('\n')}\n`);
  return 1;
}

main().then((status) => {
  process.exitCode = status;
});
