import * as z from 'zod';
import { isHomeRegion, partitionOf } from '../../domain/region';
import type { State } from '../../domain/state/keeping';
import { textOf } from '../node';
import { problemAt } from '../problem';
import { guided, type Rule } from '../schema';
import { homeRegionOf, region } from './home-region';

const OBJECT_LOCKS = { governance: 'GOVERNANCE', compliance: 'COMPLIANCE' } as const;

/** A copy in the home Region is lost with it, and S3 reaches no bucket of another partition. */
const isSecondRegion: Rule = (node, { root }) => {
  const text = textOf(node, isHomeRegion);
  const home = homeRegionOf(root);
  if (text === undefined || home === undefined) return [];
  const partition = partitionOf(home);
  if (text.value === home) {
    return [
      problemAt(text, {
        found: `${home}, the home Region`,
        expected: 'another Region: a copy beside the states is lost with them',
        fix: 'write a Region that is not the home Region, or remove replica',
      }),
    ];
  }
  if (partitionOf(text.value) === partition) return [];
  return [
    problemAt(text, {
      found: `a Region of the partition ${partitionOf(text.value)}`,
      expected: `one of ${partition}, the partition of ${home}: S3 replicates within a partition`,
      fix: `write a Region of ${partition}, or remove replica`,
    }),
  ];
};

const replica = guided(
  region('Where the copies are: on in every account from its first day.', 'eu-central-1').optional(),
  {
    description:
      'A second Region to which S3 copies every version of a state, under a key of its own. What was there before is copied when it is ' +
      'next written, or by S3 Batch Replication: docs/runbook/region.md. It can be added and removed at any time; what was copied stays.',
    expected: 'a Region that is on in every account from its first day',
    example: 'eu-central-1',
    unset: 'none: states are in the home Region alone',
    fix: 'write a Region such as eu-central-1, or remove replica',
    rules: [isSecondRegion],
  },
);

const mode = guided(z.enum(['governance', 'compliance']), {
  description:
    'governance: who has s3:BypassGovernanceRetention may delete a version all the same. compliance: nobody may before its time, not even ' +
    'AWS, and the account can only be closed.',
  expected: 'governance or compliance',
  example: 'governance',
  fix: 'write mode: governance',
});

const days = guided(z.int().min(1).max(365), {
  description: 'For how many days from when it was written a version stays.',
  expected: 'a whole number of days from 1 to 365; versions are forgotten after a year at the earliest',
  example: 30,
  fix: 'write a number such as 30',
});

const objectLock = guided(z.strictObject({ mode, days }).optional(), {
  description:
    'Lets S3 itself refuse to delete a version of a state, whatever the policy of its bucket says. It can be added to buckets that are ' +
    'there, and holds for versions from then on; mode and days can change, and S3 keeps the lock of a bucket for good. Locks of Terraform ' +
    'are removed as before: that deletes no version.',
  expected: 'a map with mode and days',
  unset: "none: the bucket's policy alone keeps versions",
  fix: 'write objectLock: { mode: governance, days: 30 }, or remove objectLock',
});

export const state = guided(z.strictObject({ replica, objectLock }).transform(stateOf).optional(), {
  description:
    'What keeps states beyond one Region, and beyond the policy of their buckets. docs/cost.md says what it costs.',
  expected: 'a map with replica, objectLock or both',
  unset: 'none: a state bucket in the home Region for each pipeline keeps every version for a year',
  fix: 'write state: { replica: eu-central-1 }, or remove state',
});

function stateOf({ replica: second, objectLock: lock }: WrittenState): State {
  return { replica: second, ...(lock && { objectLock: { mode: OBJECT_LOCKS[lock.mode], days: lock.days } }) };
}

interface WrittenState {
  readonly replica?: State['replica'];
  readonly objectLock?: { readonly mode: keyof typeof OBJECT_LOCKS; readonly days: number } | undefined;
}
