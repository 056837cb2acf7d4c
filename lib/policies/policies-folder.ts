import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * What `terraform.services` may name: the files of `policies/services`.
 *
 * @param ownPolicies - the folder of the user's own policies, which may not be there, as `ownPoliciesBeside(file)` has it
 * @returns them sorted, each once
 */
export function serviceNames(ownPolicies?: string): readonly string[] {
  const folders = [policiesFolder(), ...(ownPolicies === undefined ? [] : [ownPolicies])];
  const names = folders.flatMap((folder) => policyFilesOf(folder).filter((name) => !/\.(?:plan|reasons)$/.test(name)));
  return [...new Set(names)].sort();
}

/** The names of the JSON files of services in a folder of policies, without their ending; none where it has no services. */
export function policyFilesOf(folder: string): readonly string[] {
  const services = join(folder, 'services');
  if (statSync(services, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  return readdirSync(services)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length));
}

/** The folder `policies/`. */
export function policiesFolder(): string {
  return join(packageRoot(), 'policies');
}

/** The folder of orgstrap itself, the same for the sources and for what is compiled from them into `dist/`. */
export function packageRoot(folder: string = __dirname): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  return packageRoot(dirname(folder));
}

/** The version of orgstrap. */
export function packageVersion(): string {
  return String(packageJson().version);
}

/** The oldest version whose stacks this one changes in one deployment; those of an older one go by way of it. */
export function upgradesFrom(): string {
  return String(packageJson().orgstrap.upgradesFrom);
}

function packageJson() {
  return JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8'));
}
