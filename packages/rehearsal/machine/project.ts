import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { packageRoot } from '../../../lib/policies/policies-folder';

/** Whether it is rehearsed from a clone of orgstrap; from its package otherwise. */
function isClone(): boolean {
  return existsSync(join(packageRoot(), 'packages', 'rehearsal'));
}

/** How the rehearsal is started here, for what is said of it. */
export function programName(): string {
  return isClone() ? 'npm run rehearse --' : 'npx orgstrap-rehearse';
}

/**
 * The folder in which its user runs `cdk` and `orgstrap`: the present one, where it has a `cdk.json`. Where it has none, orgstrap's own, whose
 * `cdk.json` synthesizes any `org.yaml`.
 */
export function projectFolder(): string {
  return existsSync('cdk.json') ? resolve('.') : packageRoot();
}

/** Where the rehearsal keeps what it would have to fetch again: in the present folder. */
export function privateFolder(): string {
  return resolve('.rehearsal');
}
