import { createHash } from 'node:crypto';
import type { OldState } from '../../aws/old-state';
import type { StateVersions } from '../../aws/state-versions';
import { Failure } from '../../domain/failure';
import type { Partition } from '../../domain/region';
import { addressOf, type OldPlace } from '../../domain/state/old-place';
import { isReadOnly, readOnlyPolicy } from '../../domain/state/read-only-policy';
import type { StatePlace } from '../../domain/state/state-place';
import { type Locker, lockText, underLock } from '../../estate/states/state-lock';
import { type CopiedState, copyState } from './copied-state';
import { underOldLocks } from './old-locks';

/** From where to where, and how. */
export interface Adoption {
  readonly from: OldPlace;
  readonly to: StatePlace;
  readonly partition: Partition;
  readonly locker: Locker;
  /** Whether the old place shall be read-only afterwards. */
  readonly makeReadOnly: boolean;
}

/** A state that was taken over. */
export interface Adopted extends CopiedState {
  readonly oldPlace: 'read-only' | 'made read-only' | 'open';
  /** The policy with which the old bucket would keep everybody from writing it. */
  readonly policy: string;
}

/**
 * Copies a state into the bucket of a pipeline, while nobody may apply in either place, and nothing of the old one is changed or deleted.
 * Another run goes on from wherever one ended.
 *
 * @throws Failure `NoOldState`, `StaleOldState`, `NoBucketPolicy`, and those of `underOldLocks`, `copyState` and `underLock`
 */
export async function adoptState(old: OldState, states: StateVersions, adoption: Adoption): Promise<Adopted> {
  const { from, to, partition, locker, makeReadOnly } = adoption;
  const policy = await old.policy();
  const closing = readOnlyPolicy(from, partition, policy);
  if (closing === undefined) throw noPolicy(from);
  const copy = () => copied(old, states, adoption);
  // Nobody writes there any more, and this could not lock it either.
  if (isReadOnly(from, partition, policy)) return { ...(await copy()), oldPlace: 'read-only', policy: closing };
  const lock = lockText(locker, `${from.bucket}/${from.key}`, `moved to s3://${to.bucket}/${to.key}`);
  return await underOldLocks<Adopted>(old, lock, async () => {
    const result = await copy();
    if (!makeReadOnly) return [{ ...result, oldPlace: 'open', policy: closing }, 'given back'];
    await old.setPolicy(closing);
    return [{ ...result, oldPlace: 'made read-only', policy: closing }, 'kept'];
  });
}

async function copied(old: OldState, states: StateVersions, { from, to, locker }: Adoption): Promise<CopiedState> {
  const [text, digest] = [await old.read(), await old.digest()];
  if (text === undefined) throw noState(from);
  if (digest !== undefined && digest !== createHash('md5').update(text).digest('hex')) throw stale(from);
  return await underLock(states, to, locker, () => copyState(states, to, text));
}

function noState(from: OldPlace): Failure {
  return new Failure(
    'NoOldState',
    `there is no object ${addressOf(from)}; nothing was done. The state of a workspace other than default is below env:/WORKSPACE/, or below workspace_key_prefix of the old backend: aws s3 ls s3://${from.bucket} --recursive shows all`,
  );
}

function stale(from: OldPlace): Failure {
  return new Failure(
    'StaleOldState',
    `${addressOf(from)} is not the state that the lock table knows: the MD5 that Terraform noted there is another; nothing was done. See with terraform plan in the old place what is right, and mend it there first`,
  );
}

function noPolicy(from: OldPlace): Failure {
  return new Failure(
    'NoBucketPolicy',
    `the policy of the bucket ${from.bucket} cannot be read as JSON; nothing was done`,
  );
}
