/** What is read of `package-lock.json`; https://docs.npmjs.com/cli/configuring-npm/package-lock-json */
export interface Lockfile {
  readonly packages: Record<string, LockedPackage>;
}

interface LockedPackage {
  readonly version?: string;
  readonly integrity?: string;
  /** A workspace. */
  readonly link?: boolean;
  /** It is inside of another package, whose hash covers it. */
  readonly inBundle?: boolean;
}

/** The paths of packages that `npm ci` would install without knowing what they should be. */
export function unverifiable({ packages }: Lockfile): readonly string[] {
  return Object.entries(packages).flatMap(([path, { integrity, link, inBundle }]) =>
    path.includes('node_modules/') && !link && !inBundle && integrity === undefined ? [path] : [],
  );
}

/** The name of the package at a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}
