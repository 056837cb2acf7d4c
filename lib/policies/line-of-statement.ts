import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { policiesFolder } from './policies-folder';

/** A line of a file below `policies/`. */
export interface PolicyLine {
  readonly file: string;
  readonly line: number;
}

/** Where a statement begins to be told apart: the line of its `Sid`. Line 1 where the document has no such statement. */
export function lineOfStatement(policy: string, sid: string, folder: string = policiesFolder()): PolicyLine {
  const file = join(folder, `${policy}.json`);
  return { file, line: lineWith(`"Sid"\\s*:\\s*"${sid}"`, file) ?? 1 };
}

/** Where the reasons for a statement's wildcards are; undefined where it has none. */
export function lineOfReasons(policy: string, sid: string, folder: string = policiesFolder()): PolicyLine | undefined {
  const file = join(folder, `${policy}.reasons.json`);
  const line = lineWith(`"${sid}"\\s*:`, file);
  return line === undefined ? undefined : { file, line };
}

/** The document that has a statement of that name, if there is exactly one. */
export function policyWithStatement(sid: string): string | undefined {
  const folder = policiesFolder();
  const [first, ...others] = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json') && !file.endsWith('.reasons.json'))
    .filter((file) => lineWith(`"Sid"\\s*:\\s*"${sid}"`, join(folder, file)) !== undefined)
    .map((file) => file.replaceAll('\\', '/').replace(/\.json$/, ''));
  return others.length === 0 ? first : undefined;
}

function lineWith(pattern: string, file: string): number | undefined {
  if (!existsSync(file)) return undefined;
  const index = readFileSync(file, 'utf8')
    .split('\n')
    .findIndex((line) => new RegExp(pattern).test(line));
  return index < 0 ? undefined : index + 1;
}
