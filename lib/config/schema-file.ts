import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where the schema of `org.yaml` is in a repository in which orgstrap is a package, as its first line names it. */
export const PACKAGED_SCHEMA = './node_modules/orgstrap/org.schema.json';

/** Where an editor finds the schema of an `org.yaml`, as its first line names it: in the package beside it, else beside the file. */
export function schemaFor(orgYaml: string): string {
  return existsSync(join(dirname(orgYaml), PACKAGED_SCHEMA)) ? PACKAGED_SCHEMA : './org.schema.json';
}
