import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Proof } from '../packages/rehearsal/report/ledger';
import { PICTURES, pictures, RECORDED_REHEARSAL } from './pictures/pictures';

/** Longer evidence says nothing to a picture or a test. */
const MOST_EVIDENCE = 240;

/** Writes the pictures of `docs/pictures`; with `--rehearsal FILE` of what `npm run rehearse -- --config examples/four-accounts.yaml --json FILE` wrote. */
function main(): void {
  const root = join(__dirname, '..');
  const { rehearsal } = parseArgs({ options: { rehearsal: { type: 'string' } } }).values;
  if (rehearsal !== undefined) record(rehearsal, join(root, RECORDED_REHEARSAL));
  mkdirSync(join(root, PICTURES), { recursive: true });
  for (const [name, svg] of Object.entries(pictures())) writeFileSync(join(root, PICTURES, name), svg);
}

function record(from: string, to: string): void {
  const { proofs, seconds }: { readonly proofs: readonly Proof[]; readonly seconds: number } = JSON.parse(
    readFileSync(from, 'utf8'),
  );
  const shortened = proofs.map((proof) => ({
    ...proof,
    evidence: proof.evidence.slice(0, MOST_EVIDENCE),
    seconds: Math.round(proof.seconds * 10) / 10,
  }));
  writeFileSync(to, `${JSON.stringify({ proofs: shortened, seconds: Math.round(seconds) }, null, 1)}\n`);
}

main();
