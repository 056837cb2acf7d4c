/** Says whether one value covers all that another one does. */
export type Covers = (wider: string, narrower: string) => boolean;

/** For values that IAM compares as they are. */
export const equal: Covers = (wider, narrower) => wider === narrower;

/** For values with IAM's wildcards `*` and `?`: ARNs, and the values of `StringLike` and `ArnLike`. */
export const pattern: Covers = (wider, narrower) => wider === narrower || glob(wider).test(narrower);

/** The same for actions, which IAM compares without regard to case. */
export const actionPattern: Covers = (wider, narrower) => pattern(wider.toLowerCase(), narrower.toLowerCase());

/** Whether there is an action that two patterns both mean. */
export function shareAnAction(one: string, other: string): boolean {
  return meet(one.toLowerCase(), other.toLowerCase());
}

function meet(one: string, other: string): boolean {
  if (one === '' && other === '') return true;
  if (one.startsWith('*')) return meet(one.slice(1), other) || (other !== '' && meet(one, other.slice(1)));
  if (other.startsWith('*')) return meet(other, one);
  return one !== '' && one[0] === other[0] && meet(one.slice(1), other.slice(1));
}

/** What one list has that no value of the other one covers. */
export function notCovered(list: readonly string[], other: readonly string[], covers: Covers): readonly string[] {
  return list.filter((value) => !other.some((wider) => covers(wider, value)));
}

function glob(text: string): RegExp {
  const source = text
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    // One character, known now: not a wildcard, and no part of a reference whose value is not known.
    .replaceAll('?', '[^*$]');
  return new RegExp(`^${source}$`, 's');
}
