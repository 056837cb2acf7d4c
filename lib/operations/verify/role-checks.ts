import type { AccountRoles, FoundRole } from '../../aws/account-roles';
import type { ExpectedRole } from '../../domain/expected-account';
import { IAM_PATH } from '../../domain/names';
import { answered, type Check, finding, ok, type Question } from '../checks/check';
import { compareDocuments } from '../plan/compare-documents';

const DEPLOY = 'npx orgstrap plan says what a deployment would change, npx cdk deploy --all deploys it';

/** A role is as it should be where it wears its boundary and trusts those whom it should, and nobody else. */
export function roleChecks(expected: ExpectedRole, roles: AccountRoles): Promise<readonly Check[]> {
  const question: Question = {
    name: expected.name,
    why: 'its boundary and its trust policy are what keeps everybody else out of the account',
  };
  return answered(
    [question],
    'deploy the auditor role of this version: npx cdk deploy --all',
    () => roles.role(expected.name),
    (found) => (found === undefined ? [missing(question)] : [judged(question, expected, found)]),
  );
}

function missing(question: Question): Check {
  return finding(question, `there is no such role on the path ${IAM_PATH}`, DEPLOY);
}

function judged(question: Question, expected: ExpectedRole, found: FoundRole): Check {
  const differences = [...boundaryDifferences(expected, found), ...trustDifferences(expected, found)];
  if (differences.length === 0) return ok(question, 'wears its boundary, and trusts whom it should');
  return finding(
    question,
    differences.join('; '),
    `${DEPLOY}; where it shows no change, somebody changed the role beside CloudFormation: ${mended(expected)}`,
  );
}

function boundaryDifferences({ boundary }: ExpectedRole, found: FoundRole): readonly string[] {
  if (found.boundary === boundary) return [];
  return [`it wears ${found.boundary ?? 'no boundary'} in place of ${boundary}`];
}

/** What the trust policy says, seen as a change from what it should say. */
function trustDifferences({ trust }: ExpectedRole, found: FoundRole): readonly string[] {
  return compareDocuments('trust', trust, found.trust).map(
    ({ direction, what, values }) =>
      `${DIRECTIONS[direction]} ${what}${values.length === 0 ? '' : ` (${values.join(', ')})`}`,
  );
}

const DIRECTIONS = { widens: 'wider than it should be:', narrows: 'narrower than it should be:', unclear: 'differs:' };

function mended({ name, boundary, trust }: ExpectedRole): string {
  return `aws iam put-role-permissions-boundary --role-name ${name} --permissions-boundary ${boundary} && aws iam update-assume-role-policy --role-name ${name} --policy-document '${trust}'`;
}
