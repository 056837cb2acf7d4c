import type { StackState } from '../../aws/stack-states';
import type { UserCredentials } from '../../aws/user-credentials';
import type { AssembledStack } from '../../domain/assembled-app';
import { stackName } from '../../domain/names';
import type { OrgConfig } from '../../domain/org-config';
import { deploymentAccountOf } from '../../domain/org-config';
import { isOfCi, removals } from '../plan/edits/deleted-users';
import type { Step } from '../plan/edits/edit';
import type { LeftStack } from '../plan/edits/left-stacks';

/** Statuses of stacks that hold nothing: whoever made them never came to an end. */
const EMPTY: ReadonlySet<string> = new Set(['ROLLBACK_COMPLETE', 'REVIEW_IN_PROGRESS']);

/**
 * The stacks that are no longer in the app, in the order in which they can be deleted: what an earlier `org.yaml` left behind, and before
 * that what a failed creation left of one.
 */
export function stacksToDelete(
  app: readonly AssembledStack[],
  left: readonly LeftStack[],
  states: readonly StackState[],
): readonly LeftStack[] {
  const remnants = states.filter(
    ({ name, status }) =>
      EMPTY.has(status) && name.startsWith(stackName('')) && !app.some((stack) => stack.name === name),
  );
  const none = { keeps: [], users: [], commands: [] };
  return [...remnants.map(({ name, region }) => ({ stack: name, region, ...none })), ...left];
}

/** Users who can still sign in, though IAM must delete them: none of those whom the credentials cannot see. */
export async function usersWhoSignIn(
  users: readonly string[],
  credentials: UserCredentials,
): Promise<readonly string[]> {
  const seen = await Promise.all(users.map(async (user) => ((await credentials.canSignIn(user)) ? [user] : [])));
  return seen.flat();
}

/**
 * What takes away what users of the deployment account sign in with, all at once.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUser.html
 */
export function stepsForUsers(config: OrgConfig, users: readonly string[]): readonly Step[] {
  const here = users.map((name) => ({ name, account: deploymentAccountOf(config) }));
  return [
    ...removals(
      config,
      here.filter(({ name }) => isOfCi(config, name)),
      'CI',
    ),
    ...removals(
      config,
      here.filter(({ name }) => !isOfCi(config, name)),
      'people',
    ),
  ];
}
