import type { AccountUsers, FoundUser, ListedUser } from '../../aws/account-users';
import type { ExpectedGroup, ExpectedPermissions, ExpectedUser } from '../../domain/expected-account';
import { IAM_PATH } from '../../domain/names';
import { type CheckSubject, checksOfAnswer, doesNotHold, holds, type LiveCheck } from '../../estate/live-check';
import { judged, SEE } from './judged';
import { type Difference, mendedBy } from './mended-by';
import { permissionDifferences } from './permission-differences';

const NOBODY_ELSE: CheckSubject = {
  kind: 'unknown-users',
  name: `users: none but those of org.yaml on ${IAM_PATH}`,
  why: 'access roles trust a path of the Ops account, and not the names on it',
};

/** Its groups say all that a user may do. */
const NOTHING: ExpectedPermissions = { policies: [], ofAws: [], forAWhile: [] };

/** Whether the users on orgstrap's path are those of `org.yaml`, each in its groups, with its boundary and nothing of its own. */
export async function userChecks(
  expected: readonly ExpectedUser[],
  users: AccountUsers,
): Promise<readonly LiveCheck[]> {
  const all = users.users();
  const checks = await Promise.all([
    checksOfAnswer(
      [NOBODY_ELSE],
      SEE,
      () => all,
      (listed) => [strangers(expected, listed)],
    ),
    ...expected.map((user) => userCheck(user, all, users)),
  ]);
  return checks.flat();
}

function strangers(expected: readonly ExpectedUser[], listed: readonly ListedUser[]): LiveCheck {
  const others = listed
    .filter((user) => !expected.some((one) => isSame(one, user)))
    .map(({ path, name }) => path + name);
  if (others.length === 0) return holds(NOBODY_ELSE, 'there are no others');
  const names = others.map((name) => name.slice(name.lastIndexOf('/') + 1));
  return doesNotHold(
    NOBODY_ELSE,
    `there is ${others.join(', ')} as well`,
    `${mendedBy('the users', [])}; whom no deployment takes away, somebody made beside CloudFormation: ${names.map((name) => `aws iam list-access-keys --user-name ${name}`).join(' && ')}, and delete keys, password and user`,
  );
}

/** In another place a user is another one: that is what roles trust. */
function isSame(one: ListedUser, other: ListedUser): boolean {
  return one.name === other.name && one.path === other.path;
}

function userCheck(
  expected: ExpectedUser,
  all: Promise<readonly ListedUser[]>,
  users: AccountUsers,
): Promise<readonly LiveCheck[]> {
  const question: CheckSubject = {
    kind: 'user',
    resource: expected.name,
    name: `user ${expected.name}`,
    why: 'its groups say where it may go, and its boundary keeps it from everything else',
  };
  return checksOfAnswer(
    [question],
    SEE,
    async () => ((await all).some((user) => isSame(expected, user)) ? users.user(expected.name) : undefined),
    (found) => {
      const gone = `there is no such user on the path ${expected.path}`;
      if (found === undefined) return [doesNotHold(question, gone, mendedBy('the user', []))];
      const sound = 'is in its groups, wears its boundary, and has nothing of its own';
      return [judged(question, userDifferences(expected, found), 'the user', sound)];
    },
  );
}

/** Whether groups say what they should, and nothing else. */
export async function groupChecks(
  expected: readonly ExpectedGroup[],
  users: AccountUsers,
): Promise<readonly LiveCheck[]> {
  const checks = await Promise.all(expected.map((group) => groupCheck(group, users)));
  return checks.flat();
}

function groupCheck({ name, permissions }: ExpectedGroup, users: AccountUsers): Promise<readonly LiveCheck[]> {
  const question: CheckSubject = {
    kind: 'group',
    resource: name,
    name: `group ${name}`,
    why: 'it says what its users may do',
  };
  return checksOfAnswer(
    [question],
    SEE,
    () => users.group(name),
    (found) => {
      const gone = `there is no such group on the path ${IAM_PATH}`;
      if (found === undefined) return [doesNotHold(question, gone, mendedBy('the group', []))];
      const differences = permissionDifferences({ kind: 'group', name }, permissions(), found);
      return [judged(question, differences, 'the group', 'says what it should')];
    },
  );
}

function userDifferences({ name, boundary, groups }: ExpectedUser, found: FoundUser): readonly Difference[] {
  const missing = groups.filter((group) => !found.groups.includes(group));
  const more = found.groups.filter((group) => !groups.includes(group));
  return [
    ...(found.boundary === boundary
      ? []
      : [
          {
            found: `it wears ${found.boundary ?? 'no boundary'} in place of ${boundary}`,
            command: `aws iam put-user-permissions-boundary --user-name ${name} --permissions-boundary ${boundary}`,
          },
        ]),
    ...missing.map((group) => ({
      found: `it is not in the group ${group}`,
      command: `aws iam add-user-to-group --user-name ${name} --group-name ${group}`,
    })),
    ...more.map((group) => ({
      found: `it is in the group ${group} as well`,
      command: `aws iam remove-user-from-group --user-name ${name} --group-name ${group}`,
    })),
    ...permissionDifferences({ kind: 'user', name }, NOTHING, found.permissions),
  ];
}
