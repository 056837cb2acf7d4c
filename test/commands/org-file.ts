import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The path of an `org.yaml`, or of a file beside it. */
export type OrgFile = (name?: string) => string;

/** An `org.yaml` for the tests of a file: its path, which is known once they run, or that of a file beside it. */
export function orgFile(text: string): OrgFile {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'orgstrap-'));
    writeFileSync(join(folder, 'org.yaml'), text);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  return (name = 'org.yaml') => join(folder, name);
}
