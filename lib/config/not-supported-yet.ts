import type { Path } from './yaml/tree';

/** Keys that `org.yaml` will have one day. They are refused: whoever writes one relies on what it says. */
const TOP_LEVEL = ['audit'];

/** Whether a key of the map at `parent` is known but not supported yet. */
export function isNotSupportedYet(parent: Path, key: string): boolean {
  return parent.length === 0 && TOP_LEVEL.includes(key);
}
