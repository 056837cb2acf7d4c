/** A version of orgstrap, as npm writes them. */
export type Version = string;

/**
 * The output of the stack `TerraformAccount` that says which version deployed it. It is in the stack of the deployment account, also where a
 * StackSet delivers what that holds: a release must change no member template for nothing, and an output changes no resource.
 */
export const VERSION_OUTPUT = 'OrgstrapVersion';

/** The last release that recorded no version: what is deployed and says none is of it, or of one before. */
export const LAST_WITHOUT_RECORD: Version = '0.2.0';

const EXACT = /^\d+\.\d+\.\d+(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;

/** Whether a text is one version: no range, no tag. */
export function isVersion(text: string): boolean {
  return EXACT.test(text);
}

/** Whether a version comes before the releases: `0.3.0-dev`. */
export function isPrerelease(version: Version): boolean {
  return version.includes('-');
}

/**
 * Negative where the first is older, 0 where both are the same, positive where it is newer.
 *
 * @see https://semver.org/#spec-item-11
 */
export function compareVersions(one: Version, other: Version): number {
  const [core, before] = partsOf(one);
  const [otherCore, otherBefore] = partsOf(other);
  const difference = compareParts(core, otherCore);
  if (difference !== 0) return difference;
  // A release is newer than what came before it.
  if (before.length === 0 || otherBefore.length === 0) return otherBefore.length - before.length;
  return compareParts(before, otherBefore);
}

function partsOf(version: Version): readonly [core: readonly string[], before: readonly string[]] {
  const dash = version.indexOf('-');
  if (dash < 0) return [version.split('.'), []];
  return [version.slice(0, dash).split('.'), version.slice(dash + 1).split('.')];
}

function compareParts(one: readonly string[], other: readonly string[]): number {
  const differences = one.map((part, index) => comparePart(part, other[index]));
  return differences.find((difference) => difference !== 0) ?? one.length - other.length;
}

/** Numbers go by their value, and before words. */
function comparePart(one: string, other: string | undefined): number {
  if (other === undefined) return 1;
  const [isNumber, isOtherNumber] = [/^\d+$/.test(one), /^\d+$/.test(other)];
  if (isNumber && isOtherNumber) return Number(one) - Number(other);
  if (isNumber !== isOtherNumber) return isNumber ? -1 : 1;
  return one < other ? -1 : one > other ? 1 : 0;
}
