/**
 * What stands in a pattern for an id that differs from run to run. It has a fixed length, so nothing else fits in its place:
 * a `*` would let a branch whose name holds the rest of the pattern through.
 */
export const EACH_UUID = [8, 4, 4, 4, 12].map((length) => '?'.repeat(length)).join('-');
export const EACH_COMMIT = '?'.repeat(40);
