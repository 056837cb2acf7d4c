import { z } from 'zod';
import { guided } from './guided';
import { principalArn } from './principal-arn';

const deployer = principalArn('The ARN of an IAM role or user, with its path, that deploys orgstrap.');

const deployers = guided(z.array(deployer), {
  description:
    'Who may go on changing what orgstrap made, beside StackSets: exact roles or users of the Ops, the Terraform or the ' +
    'management account. Those of Ops and the Terraform account are protected, too. No SCP reaches the management account; ' +
    'whoever deploys from there is named so that audit raises no alarm about it.',
  expected: 'a list of ARNs, which may be empty with deployFrom: management',
  fix: 'list the role that runs cdk deploy; there is no default',
});

const stopRoot = guided(z.boolean().optional(), {
  description:
    'Whether the root user of every member account is stopped, less the tasks of centralized root access ' +
    '(sts:AssumeRoot). Centralize root access first: what only a root user can do is out of reach otherwise.',
  expected: 'true or false',
  fix: 'write stopRoot: true, or remove it',
});

export const guardrails = guided(z.strictObject({ deployers, stopRoot }).optional(), {
  description:
    'A service control policy and a resource control policy that protect everything that orgstrap made from the accounts ' +
    'it is in. They are installed from the management account, whatever deployFrom says.',
  expected: 'a map with deployers',
  fix: 'write guardrails: { deployers: [...] }, or remove guardrails',
});
