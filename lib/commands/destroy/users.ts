import type { DeploymentAccount } from '../../aws/deployment-account';
import type { OrgConfig } from '../../domain/org-config';
import { deploymentAccountOf } from '../../domain/org-config';
import { type DeletedUser, isOfCi, removals, usersIn } from '../plan/edits/deleted-users';
import type { Step } from '../plan/edits/edit';
import { type EstateStack, placesOf } from '../plan/edits/estate';

/** Users whom IAM may refuse to delete, and what takes away what they sign in with. */
export interface OpenUsers {
  readonly kind: 'CI' | 'people';
  /** Whether somebody saw that they can sign in; in another account nobody sees it from here. */
  readonly isSeen: boolean;
  readonly users: readonly DeletedUser[];
  readonly steps: readonly Step[];
}

/** What ended the sessions of somebody is a policy in access roles, and IAM deletes no role that has one which CloudFormation does not know. */
const ROLES_OPEN: Step = { run: 'npx orgstrap people open-roles --accept open-sessions' };

/**
 * The users of all deployed stacks who can sign in, or of whom nobody knows.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUser.html
 */
export async function openUsers(
  config: OrgConfig,
  stacks: readonly EstateStack[],
  { users: credentials }: Pick<DeploymentAccount, 'users'>,
): Promise<readonly OpenUsers[]> {
  const here = deploymentAccountOf(config);
  const all = stacks.flatMap((stack) => {
    const [account = here] = placesOf(stack, here);
    return usersIn(stack).map((name) => ({ name, account }));
  });
  const seen = await Promise.all(
    all.map(async (user) => ({
      user,
      canSignIn: user.account === here ? await credentials.canSignIn(user.name) : undefined,
    })),
  );
  return (['CI', 'people'] as const).flatMap((kind) =>
    [true, false].flatMap((isSeen) => {
      const users = seen
        .filter(({ user, canSignIn }) => isOfCi(config, user.name) === (kind === 'CI') && canSignIn !== false)
        .filter(({ canSignIn }) => (canSignIn === true) === isSeen)
        .map(({ user }) => user);
      return users.length === 0
        ? []
        : [
            {
              kind,
              isSeen,
              users,
              steps: [...removals(config, users, kind), ...(kind === 'people' ? [ROLES_OPEN] : [])],
            },
          ];
    }),
  );
}
