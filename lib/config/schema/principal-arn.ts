import { isPrincipalArn, PRINCIPAL_ARN } from '../../domain/principal-arn';
import type { Verdict } from '../finding';
import type { TreeScalar } from '../yaml/tree';
import { branded } from './branded';
import { guided } from './guided';

/** One exact IAM role or user. */
export function principalArn(description: string) {
  return guided(branded(PRINCIPAL_ARN, isPrincipalArn), {
    description,
    expected: 'the ARN of one IAM role or user, with its path',
    fix: 'copy Arn from aws iam get-role',
    explain,
  });
}

/** `aws sts get-caller-identity` shows a session, which is no ARN that IAM could protect or trust. */
function explain(found: TreeScalar): Partial<Verdict> {
  if (typeof found.value !== 'string' || !found.value.includes(':assumed-role/')) return {};
  return {
    fix: 'it is the ARN of a session; write the ARN of its role, with its path: copy Arn from aws iam get-role',
  };
}
