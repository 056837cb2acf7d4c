import { z } from 'zod';
import { guided } from './guided';
import { principalArn } from './principal-arn';

const deployer = principalArn(
  'The ARN of an IAM role or user, with its path, that deploys orgstrap from a member account.',
);

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
