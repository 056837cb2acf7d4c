import { join } from 'node:path';
import { packageRoot } from './package-root';

/** The folder `policies/`. */
export function policiesFolder(): string {
  return join(packageRoot(), 'policies');
}
