import { dirname, join } from 'node:path';
import type { OrgConfig } from '../domain/org-config';
import type { Problem } from '../domain/problem';
import { checkRules, checkValues, checkWarnings } from './check-org-yaml';
import { type FileProblem, problemOfFile } from './problem';
import { readYaml } from './read-yaml';

/** The configuration with what it warns of, or everything that is wrong with it; in the order of the file. */
export type ParseResult =
  | { readonly ok: true; readonly config: OrgConfig; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Parses the text of an `org.yaml`.
 *
 * All problems are reported together: those of single values, and those between the values that are fit to be compared.
 * It never throws, for any text.
 *
 * @param file - its path, for what problems say and for where `policies` is looked for; it is not read
 * @param knownServices - what `terraform.services` may name: `serviceNames(ownPoliciesBeside(file))`
 */
export function parseOrgConfig(text: string, file: string, knownServices: readonly string[]): ParseResult {
  const { root, problems, halves } = readYaml(text);
  if (root === undefined) return refused(file, problems);
  if (root.kind === 'scalar' && root.value === null) return refused(file, [emptyFile()]);
  const checked = checkValues(root);
  const related = checkRules({ root, knownServices });
  const ofHalves = halves.map((half) => new Set(checkRules({ root: half, knownServices }).map(placeOf)));
  // What a key that is there twice repeats is no problem of its own.
  const relevant = related.filter(
    (problem) => halves.length === 0 || ofHalves.some((half) => half.has(placeOf(problem))),
  );
  const all = [...problems, ...checked.problems, ...relevant];
  if (checked.config === undefined || all.length > 0) return refused(file, all);
  const config = { ...checked.config, ownPolicies: ownPoliciesBeside(file) };
  return { ok: true, config, warnings: located(file, checkWarnings({ root, knownServices })) };
}

/** The folder of the user's own policies: it is beside the file, wherever the command is run. */
export function ownPoliciesBeside(file: string): string {
  return join(dirname(file), 'policies');
}

/** A place of a list's item has another path where two lists are taken together. */
function placeOf({ line, column, found }: FileProblem): string {
  return `${line}:${column} ${found}`;
}

function refused(file: string, problems: readonly FileProblem[]): ParseResult {
  return { ok: false, problems: located(file, problems) };
}

function located(file: string, problems: readonly FileProblem[]): readonly Problem[] {
  return problems.map((problem) => ({ file, ...problem })).sort((a, b) => a.line - b.line || a.column - b.column);
}

function emptyFile(): FileProblem {
  return problemOfFile({
    found: 'an empty file',
    expected: 'a map that starts with organization, homeRegion, deployFrom, ...',
    fix: 'copy examples/four-accounts.yaml and put your own ids in',
  });
}
