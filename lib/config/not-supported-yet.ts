import type { Path } from './yaml/tree';

/** Keys that `org.yaml` will have one day. They are refused: whoever writes one relies on what it says. */
const TOP_LEVEL = ['people', 'operators', 'audit'];

/** CI identities that a pipeline will have one day, in place of `iamUser`. */
const IDENTITIES = ['github', 'gitlab', 'bitbucket', 'circleci', 'buildkite', 'hcpTerraform', 'azureDevOps'];

/** Whether a key of the map at `parent` is known but not supported yet. */
export function isNotSupportedYet(parent: Path, key: string): boolean {
  return parent.length === 0 ? TOP_LEVEL.includes(key) : isIdentity(parent) && IDENTITIES.includes(key);
}

/** `pipelines.NAME.identity` */
export function isIdentity(path: Path): boolean {
  return path.length === 3 && path[0] === 'pipelines' && path[2] === 'identity';
}
