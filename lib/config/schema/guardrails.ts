import { z } from 'zod';
import { isPrincipalArn, PRINCIPAL_ARN } from '../../domain/principal-arn';
import type { Verdict } from '../finding';
import type { TreeScalar } from '../yaml/tree';
import { branded } from './branded';
import { guided } from './guided';

const deployer = guided(branded(PRINCIPAL_ARN, isPrincipalArn), {
  description: 'The ARN of an IAM role or user, with its path, that deploys orgstrap from a member account.',
  expected: 'the ARN of one IAM role or user, with its path',
  fix: 'copy Arn from aws iam get-role',
  explain,
});

const deployers = guided(z.array(deployer), {
  description:
    'Who may go on changing what orgstrap made, beside StackSets: exact roles or users of the Ops or the Terraform ' +
    'account. They are protected, too. The management account needs no entry: no SCP reaches it.',
  expected: 'a list of ARNs, which may be empty with deployFrom: management',
  fix: 'list the role that runs cdk deploy; there is no default',
});

export const guardrails = guided(z.strictObject({ deployers }).optional(), {
  description:
    'A service control policy and a resource control policy that protect everything that orgstrap made from the accounts ' +
    'it is in. They are installed from the management account, whatever deployFrom says.',
  expected: 'a map with deployers',
  fix: 'write guardrails: { deployers: [...] }, or remove guardrails',
});

/** `aws sts get-caller-identity` shows a session, which is no ARN that IAM could protect. */
function explain(found: TreeScalar): Partial<Verdict> {
  if (typeof found.value !== 'string' || !found.value.includes(':assumed-role/')) return {};
  return {
    fix: 'it is the ARN of a session; write the ARN of its role, with its path: copy Arn from aws iam get-role',
  };
}
