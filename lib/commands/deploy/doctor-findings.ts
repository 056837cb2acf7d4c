import type { LiveCheck } from '../../estate/live-check';
import { isOfRootUser } from '../../estate/root-user';

/** What `orgstrap doctor` finds, and a deployment goes on with all the same. */
const NO_OBSTACLE: ReadonlySet<string> = new Set([
  'stack instances',
  'centralized root access',
  'accounts without a workspace',
  'order of StackSets in an account that enters',
]);

/** The findings with which a deployment is likely to break in the middle. */
export function obstaclesOfDoctor(checks: readonly LiveCheck[]): readonly LiveCheck[] {
  return checks.filter(({ result, name }) => result === 'finding' && !NO_OBSTACLE.has(name) && !isOfRootUser({ name }));
}
