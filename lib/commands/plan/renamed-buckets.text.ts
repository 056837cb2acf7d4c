import { NAMESPACE_SUFFIXES } from '../../domain/bucket-namespace';
import type { RenamedBucket } from './renamed-buckets';

const REGIONAL = NAMESPACE_SUFFIXES['account-regional'];

/** What is said of buckets that would be replaced; nothing where there are none. */
export function renamedBucketsText(renamed: readonly RenamedBucket[], isAccepted: boolean): readonly string[] {
  if (renamed.length === 0) return [];
  const verdict = isAccepted ? 'accepted' : 'refused';
  return [
    `${verdict}: a deployment makes a new, empty bucket in the place of each of these, and leaves the old one with what it holds:`,
    ...renamed.map(({ before, after }) => `  ${before} -> ${after}`),
    ...(isAccepted ? [] : waysOut(renamed)),
    '',
  ];
}

function waysOut(renamed: readonly RenamedBucket[]): readonly string[] {
  return [
    `to keep them, ${toKeep(renamed)} in org.yaml`,
    'to move what they hold, follow docs/buckets.md, in which orgstrap plan --accept new-buckets is one of the steps',
  ];
}

function toKeep(renamed: readonly RenamedBucket[]): string {
  if (renamed.every(({ before, after }) => after === `${before}${REGIONAL}`)) return 'write bucketNamespace: global';
  if (renamed.every(({ before, after }) => before === `${after}${REGIONAL}`)) {
    return 'write bucketNamespace: account-regional';
  }
  return 'put bucketNamespace, homeRegion and accounts.terraform back';
}
