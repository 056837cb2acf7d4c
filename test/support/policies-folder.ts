import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder of policy documents for one test: the content of each file by its path. Text stays text, all else is JSON. */
export function policiesFolderWith(files: Readonly<Record<string, unknown>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'orgstrap-policies-'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return folder;
}

/** A document with the given statements, each an Allow called Only unless it says otherwise. */
export function documentWith(...statements: readonly Readonly<Record<string, unknown>>[]): unknown {
  return {
    Version: '2012-10-17',
    Statement: statements.map((statement) => ({ Sid: 'Only', Effect: 'Allow', ...statement })),
  };
}
