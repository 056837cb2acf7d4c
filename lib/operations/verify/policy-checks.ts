import type { AccountRoles } from '../../aws/account-roles';
import { answered, type Check, finding, ok, type Question } from '../checks/check';

/** Policies that people need in an account, whether or not a role wears them at the moment. */
export async function policyChecks(arns: readonly string[], roles: AccountRoles): Promise<readonly Check[]> {
  const checks = await Promise.all(arns.map((arn) => policyCheck(arn, roles)));
  return checks.flat();
}

function policyCheck(arn: string, roles: AccountRoles): Promise<readonly Check[]> {
  const question: Question = {
    name: arn.split('/').at(-1) ?? arn,
    why: 'what names it, a permission set or a command, fails without it',
  };
  return answered(
    [question],
    'deploy the auditor role of this version: npx cdk deploy --all',
    () => roles.hasPolicy(arn),
    (isThere) => [
      isThere ? ok(question, 'is there') : finding(question, 'there is no such policy', 'npx cdk deploy --all'),
    ],
  );
}
