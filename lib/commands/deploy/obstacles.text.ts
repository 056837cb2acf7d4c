import { EXIT, Failure } from '../../domain/failure';
import type { AcceptedLoss } from '../plan/accepted-losses';
import { obstaclesIn } from '../plan/edits/edits';
import { obstaclesText } from '../plan/edits.text';
import type { Plan } from '../plan/plan';
import { refusedBucketsText } from '../plan/renamed-buckets.text';

/**
 * Stops before a deployment that would break or lose something, with what `orgstrap plan` says of it.
 *
 * @throws Failure `EditRefused`, `NewBuckets`
 */
export function requireNoObstacles({ edits, waves }: Plan, accepted: readonly AcceptedLoss[]): void {
  const obstacles = obstaclesIn(edits, accepted);
  const renamed = accepted.includes('new-buckets') ? [] : waves.flatMap(({ renamedBuckets }) => renamedBuckets);
  const newBuckets = renamed.length > 0 ? [refusedBucketsText(renamed)] : [];
  if (obstacles.length > 0) {
    throw new Failure('EditRefused', [obstaclesText(obstacles), ...newBuckets].join('\n'), EXIT.unusable);
  }
  if (newBuckets.length > 0) throw new Failure('NewBuckets', newBuckets.join('\n'), EXIT.unusable);
}
