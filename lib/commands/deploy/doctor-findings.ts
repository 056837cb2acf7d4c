import type { LiveCheck } from '../../estate/live-check';
import { isOfRootUser } from '../../estate/root-user';

/** What `orgstrap doctor` finds, and a deployment goes on with all the same. */
const NO_OBSTACLE: ReadonlySet<string> = new Set([
  'stack instances',
  'centralized root access',
  'accounts without a workspace',
  'order of StackSets in an account that enters',
  'security contact of this account',
  'security contacts of other accounts',
]);

/** What doctor says of which a deployment is likely to break in the middle: findings, and what nobody knows because AWS did not answer. */
export function obstaclesOfDoctor(checks: readonly LiveCheck[]): readonly LiveCheck[] {
  return foundOrOpen(checks).filter(({ name }) => !NO_OBSTACLE.has(name) && !isOfRootUser({ name }));
}

/** What these credentials may not see, others do. */
export function foundOrOpen(checks: readonly LiveCheck[]): readonly LiveCheck[] {
  return checks.filter(({ result, isUnanswered }) => result === 'finding' || isUnanswered === true);
}
