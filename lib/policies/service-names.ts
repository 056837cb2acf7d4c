import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { policiesFolder } from './policies-folder';

/** What `terraform.services` may name: the files of `policies/services`, the user's own among them. */
export function serviceNames(): readonly string[] {
  return readdirSync(join(policiesFolder(), 'services'))
    .filter((file) => file.endsWith('.json') && !/\.(?:plan|reasons)\.json$/.test(file))
    .map((file) => file.slice(0, -'.json'.length))
    .sort();
}
