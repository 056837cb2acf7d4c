import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FILE = join(__dirname, '..', 'test', 'attacks', 'collections.json');

/**
 * Writes the escalation paths that a release of Prowler looks for into `test/attacks/collections.json`. A test then misses each that no attack
 * of the catalogue tries.
 *
 *     pip download --no-deps prowler==VERSION && unzip -p prowler-*.whl prowler/providers/aws/services/iam/lib/privilege_escalation.py > paths.py
 *     npm run escalation-paths -- paths.py VERSION
 */
function main([source, version]: readonly string[]): void {
  if (source === undefined || version === undefined) {
    throw new Error('expected the privilege_escalation.py of a release of Prowler, and its version');
  }
  const paths = pathsIn(readFileSync(source, 'utf8'));
  if (paths.length === 0) throw new Error(`${source} has no privilege_escalation_policies_combination`);
  const collections = JSON.parse(readFileSync(FILE, 'utf8'));
  const read = new Date().toISOString().slice(0, 10);
  collections.Prowler = { url: collections.Prowler.url, version, read, paths };
  writeFileSync(FILE, `${JSON.stringify(collections, null, 2)}\n`);
}

/** The keys of the one dictionary, each of which has a set of actions. */
function pathsIn(python: string): readonly string[] {
  const [, dictionary = ''] = /^privilege_escalation_policies_combination = \{\n(.*?)^\}/ms.exec(python) ?? [];
  return [...dictionary.matchAll(/^ {4}"([^"]+)": \{/gm)].flatMap(([, name]) => name ?? []);
}

main(process.argv.slice(2));
