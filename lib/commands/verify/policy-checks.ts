import type { AccountRoles } from '../../aws/account-roles';
import { type CheckSubject, checksOfAnswer, doesNotHold, holds, type LiveCheck } from '../../estate/live-check';

/** Policies that people need in an account, whether or not a role wears them at the moment. */
export async function policyChecks(arns: readonly string[], roles: AccountRoles): Promise<readonly LiveCheck[]> {
  const checks = await Promise.all(arns.map((arn) => policyCheck(arn, roles)));
  return checks.flat();
}

function policyCheck(arn: string, roles: AccountRoles): Promise<readonly LiveCheck[]> {
  const question: CheckSubject = {
    name: arn.split('/').at(-1) ?? arn,
    why: 'what names it, a permission set or a command, fails without it',
  };
  return checksOfAnswer(
    [question],
    'deploy the auditor role of this version: npx cdk deploy --all',
    () => roles.hasPolicy(arn),
    (isThere) => [
      isThere ? holds(question, 'is there') : doesNotHold(question, 'there is no such policy', 'npx cdk deploy --all'),
    ],
  );
}
