import { z } from 'zod';
import { guided } from '../guided';
import { listedOnce } from '../rules/listed-once';
import { principal } from '../values/principal';

const operator = principal({
  description: "The ARN of an IAM role or user, with its path, that runs orgstrap's commands.",
  elsewhere: {
    expected:
      'one of the Ops, the Terraform or the management account: an operator of a product account could make keys that reach all of them',
    fix: 'name a role of the Ops account',
  },
  expected: "a principal that runs orgstrap's commands",
});

export const operators = guided(z.array(operator).min(1).optional(), {
  description:
    "Who runs orgstrap's commands: exact roles or users of the Ops, the Terraform or the management account. They may become " +
    'the operator role, which rotates the keys of CI users in the Terraform account, and in every account the auditor role, ' +
    'which reads what orgstrap made. Neither role is there without them.',
  expected: 'a list of ARNs, at least one',
  fix: 'list the role that your platform team works as, or remove operators',
  rules: [listedOnce],
});
