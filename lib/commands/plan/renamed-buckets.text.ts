import { NAMESPACE_SUFFIXES } from '../../domain/bucket-namespace';
import type { RenamedBucket } from './renamed-buckets';

const REGIONAL = NAMESPACE_SUFFIXES['account-regional'];

/** What is said of buckets whose replacement is accepted, in a block; none where there are none. */
export function acceptedBucketsText(renamed: readonly RenamedBucket[]): readonly string[] {
  if (renamed.length === 0) return [];
  return [`accepted: ${replacementText(renamed)}\n`];
}

/** Why a plan is refused: which buckets would be replaced, and the ways out. */
export function refusedBucketsText(renamed: readonly RenamedBucket[]): string {
  return [
    replacementText(renamed),
    `to keep the names, ${toKeep(renamed)}`,
    'where the states have been moved as docs/buckets.md says, add --accept new-buckets',
  ].join('\n');
}

function replacementText(renamed: readonly RenamedBucket[]): string {
  return [
    'a deployment would make a new, empty bucket in the place of each of these, and leave the old one with what it holds:',
    ...renamed.map(({ before, after }) => `  ${before} -> ${after}`),
  ].join('\n');
}

function toKeep(renamed: readonly RenamedBucket[]): string {
  if (renamed.every(({ before, after }) => after === `${before}${REGIONAL}`))
    return 'write bucketNamespace: global in org.yaml';
  if (renamed.every(({ before, after }) => before === `${after}${REGIONAL}`))
    return 'remove bucketNamespace from org.yaml';
  return 'put bucketNamespace, homeRegion and accounts.terraform back in org.yaml';
}
