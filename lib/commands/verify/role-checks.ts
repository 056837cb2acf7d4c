import type { AccountRoles, FoundRole } from '../../aws/account-roles';
import type { ExpectedRole } from '../../domain/expected-account';
import { IAM_PATH } from '../../domain/names';
import type { CheckKind } from '../../estate/check-kinds';
import { type CheckSubject, checksOfAnswer, doesNotHold, holds, type LiveCheck } from '../../estate/live-check';
import { pattern } from '../../iam/pattern';
import { documentDifferences } from './document-differences';
import { SEE } from './judged';
import { type Difference, mendedBy } from './mended-by';
import { permissionDifferences } from './permission-differences';

/**
 * A role is as it should be where it wears its boundary, trusts those whom it should and nobody else, and wears the policies
 * that say what it may do, and no others.
 *
 * @param again - what brings a role of that name back where it is gone
 */
export function roleChecks(
  expected: ExpectedRole,
  roles: AccountRoles,
  again: (role: string) => string,
): Promise<readonly LiveCheck[]> {
  const question: CheckSubject = {
    kind: 'role',
    resource: expected.name,
    name: expected.name,
    why: kindOf(expected).why,
  };
  return checksOfAnswer(
    [question],
    SEE,
    () => differencesFrom(expected, roles),
    (differences) =>
      differences === undefined
        ? [doesNotHold(question, `there is no such role on the path ${IAM_PATH}`, again(expected.name))]
        : judged(question, expected, differences),
  );
}

/** What is said of a role that a boundary keeps in, and of one that has none. */
const KINDS = {
  bounded: {
    why: 'its boundary and its trust policy are what keeps everybody else out of the account, and its policies are what it may do',
    sound: 'wears its boundary, trusts whom it should, and may do what it should',
  },
  unbounded: {
    why: 'EventBridge works as this role: with less it sends nothing to the alarms, with more it does what nobody asked for',
    sound: 'trusts whom it should, and may do what it should',
  },
};

function kindOf({ boundary }: ExpectedRole) {
  return KINDS[boundary === undefined ? 'unbounded' : 'bounded'];
}

function judged(
  question: CheckSubject,
  expected: ExpectedRole,
  differences: readonly Difference[],
): readonly LiveCheck[] {
  if (differences.length === 0) return [holds(question, kindOf(expected).sound)];
  return ASPECTS.flatMap((kind) => {
    const own = differences.filter((difference) => difference.kind === kind);
    const [first] = own;
    if (first === undefined) return [];
    const commands = new Set(own.map(({ command }) => command));
    const found = own.map((difference) => difference.found).join('; ');
    return [
      doesNotHold({ ...question, kind }, found, mendedBy('the role', [...commands]), { expected: first.expected }),
    ];
  });
}

/** What may be wrong with a role that is there: a finding each. */
const ASPECTS = ['role-boundary', 'role-trust', 'role-permissions'] as const satisfies readonly CheckKind[];

/** Undefined where there is no such role. */
async function differencesFrom(
  expected: ExpectedRole,
  roles: AccountRoles,
): Promise<readonly Difference[] | undefined> {
  const found = await roles.role(expected.name);
  if (found === undefined) return undefined;
  const permissions = await roles.permissions(expected.name);
  return [
    ...boundaryDifferences(expected, found),
    ...trustDifferences(expected, found),
    ...permissionDifferences({ kind: 'role', name: expected.name }, expected.permissions(), permissions).map(
      (difference) => ({ ...difference, kind: 'role-permissions' as const }),
    ),
  ];
}

function boundaryDifferences({ name, boundary }: ExpectedRole, found: FoundRole): readonly Difference[] {
  if (pattern(boundary ?? '', found.boundary ?? '')) return [];
  return [
    {
      kind: 'role-boundary',
      expected: boundary ?? 'none',
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
  return documentDifferences('trust', trust, found.trust).map((difference) => ({
    kind: 'role-trust' as const,
    found: difference,
    expected: trust,
    command,
  }));
}
