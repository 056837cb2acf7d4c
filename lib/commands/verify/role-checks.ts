import type { AccountRoles, FoundPermissions, FoundPolicy, FoundRole } from '../../aws/account-roles';
import type { ExpectedRole } from '../../domain/expected-account';
import { IAM_PATH } from '../../domain/names';
import { type CheckSubject, checksOfAnswer, doesNotHold, holds, type LiveCheck } from '../../estate/live-check';
import { compareDocuments } from '../../iam/compare-documents';
import { pattern } from '../../iam/pattern';
import { type Difference, mendedBy } from './mended-by';

/**
 * A role is as it should be where it wears its boundary and trusts those whom it should, and nobody else. Of one whose
 * permissions are known they are compared, too.
 */
export function roleChecks(expected: ExpectedRole, roles: AccountRoles): Promise<readonly LiveCheck[]> {
  const question: CheckSubject = { name: expected.name, why: kindOf(expected).why };
  return checksOfAnswer(
    [question],
    'deploy the auditor role of this version: npx cdk deploy --all',
    () => differencesFrom(expected, roles),
    (differences) => [judged(question, expected, differences)],
  );
}

/** What is said of a role that its boundary keeps in, and of one whose permissions are compared. */
const KINDS = {
  bounded: {
    why: 'its boundary and its trust policy are what keeps everybody else out of the account',
    sound: 'wears its boundary, and trusts whom it should',
  },
  compared: {
    why: 'EventBridge works as this role: with less it sends nothing to the alarms, with more it does what nobody asked for',
    sound: 'trusts whom it should, and may do what it should',
  },
};

function kindOf({ permissions }: ExpectedRole) {
  return KINDS[permissions === undefined ? 'bounded' : 'compared'];
}

function judged(
  question: CheckSubject,
  expected: ExpectedRole,
  differences: readonly Difference[] | undefined,
): LiveCheck {
  if (differences === undefined) {
    return doesNotHold(question, `there is no such role on the path ${IAM_PATH}`, mendedBy('the role', []));
  }
  if (differences.length === 0) return holds(question, kindOf(expected).sound);
  const commands = new Set(differences.map(({ command }) => command));
  return doesNotHold(question, differences.map(({ found }) => found).join('; '), mendedBy('the role', [...commands]));
}

/** Undefined where there is no such role. */
async function differencesFrom(
  expected: ExpectedRole,
  roles: AccountRoles,
): Promise<readonly Difference[] | undefined> {
  const found = await roles.role(expected.name);
  if (found === undefined) return undefined;
  const { name, permissions } = expected;
  return [
    ...boundaryDifferences(expected, found),
    ...trustDifferences(expected, found),
    ...(permissions === undefined ? [] : permissionDifferences(name, permissions, await roles.permissions(name))),
  ];
}

function boundaryDifferences({ name, boundary }: ExpectedRole, found: FoundRole): readonly Difference[] {
  if (pattern(boundary ?? '', found.boundary ?? '')) return [];
  return [
    {
      found: `it wears ${found.boundary ?? 'no boundary'} in place of ${boundary ?? 'none'}`,
      command:
        boundary === undefined
          ? `aws iam delete-role-permissions-boundary --role-name ${name}`
          : `aws iam put-role-permissions-boundary --role-name ${name} --permissions-boundary ${boundary.endsWith('*') ? newest(boundary) : boundary}`,
    },
  ];
}

/** A command in the place of an ARN that the account's stack chose. */
function newest(boundary: string): string {
  const name = boundary.slice(boundary.lastIndexOf('/') + 1, -1);
  const query = `sort_by(Policies[?starts_with(PolicyName, '${name}')], &CreateDate)[-1].Arn`;
  return `$(aws iam list-policies --path-prefix ${IAM_PATH} --query "${query}" --output text)`;
}

function trustDifferences({ name, trust }: ExpectedRole, found: FoundRole): readonly Difference[] {
  const command = `aws iam update-assume-role-policy --role-name ${name} --policy-document '${trust}'`;
  return documentDifferences('trust', trust, found.trust).map((difference) => ({ found: difference, command }));
}

/** What a policy says, seen as a change from what it should say. */
function documentDifferences(noun: string, expected: string, found: string): readonly string[] {
  return compareDocuments(noun, expected, found).map(
    ({ direction, what, values }) =>
      `${DIRECTIONS[direction]} ${what}${values.length === 0 ? '' : ` (${values.join(', ')})`}`,
  );
}

const DIRECTIONS = { widens: 'wider than it should be:', narrows: 'narrower than it should be:', unclear: 'differs:' };

/** Of what a role may do: it should have one policy of orgstrap's, whose name CloudFormation made, and no other. */
function permissionDifferences(
  role: string,
  expected: string,
  { inline, attached }: FoundPermissions,
): readonly Difference[] {
  const [first, ...others] = attached.filter(({ document }) => document !== undefined);
  const foreign = [...attached.filter(({ document }) => document === undefined), ...others];
  return [
    ...(first === undefined ? [detached(role)] : differing(expected, first)),
    ...foreign.map(({ arn }) => ({
      found: `it has ${arn} as well`,
      command: `aws iam detach-role-policy --role-name ${role} --policy-arn ${arn}`,
    })),
    ...inline.map((name) => ({
      found: `it has the inline policy ${name}`,
      command: `aws iam delete-role-policy --role-name ${role} --policy-name ${name}`,
    })),
  ];
}

function detached(role: string): Difference {
  return {
    found: 'it has no policy of orgstrap, and may do nothing',
    command: `aws iam attach-role-policy --role-name ${role} --policy-arn ARN, one of aws iam list-policies --scope Local --path-prefix ${IAM_PATH}`,
  };
}

function differing(expected: string, { arn, document = '' }: FoundPolicy): readonly Difference[] {
  const command = `aws iam create-policy-version --policy-arn ${arn} --set-as-default --policy-document '${expected}'`;
  return documentDifferences('permissions', expected, document).map((found) => ({ found, command }));
}
