import * as z from 'zod';
import {
  accountOfPrincipal,
  isPrincipalArn,
  PRINCIPAL_ARN,
  type PrincipalArn,
  partitionOfPrincipal,
} from '../../domain/ids';
import { IAM_PATH } from '../../domain/names';
import { partitionOf } from '../../domain/region';
import { exampleArn } from '../example-arn';
import { type Node, textOf } from '../node';
import { problemAt, type Wording } from '../problem';
import { eachOnce } from '../rules/listed-names';
import { branded, guided, type Rule } from '../schema';
import { ownAccountsOf } from './accounts';
import { homeRegionOf } from './home-region';
import { explainPrincipal, withoutPath } from './mistaken-principal';

interface PrincipalGuidance {
  readonly description: string;
  readonly example: string;
  /** What is expected of a principal of another account, and how to mend it. */
  readonly elsewhere: Pick<Wording, 'expected' | 'fix'>;
  /** Completes "expected …" where something else makes the principal and owns it. */
  readonly expected: string;
}

/** What nobody may name, because something else makes it and owns it. */
const RESERVED = [
  { pattern: new RegExp(`:(?:role|user)${IAM_PATH}`), found: 'a principal that orgstrap makes itself' },
  { pattern: /:role\/stacksets-exec-/, found: 'a role of StackSets' },
  { pattern: /:role\/aws-service-role\//, found: 'a service-linked role, which AWS alone becomes' },
  { pattern: /:role\/OrganizationAccountAccessRole$/, found: 'the role that the management account enters by' },
];

/** One exact IAM role or user of the Ops, the Terraform or the management account. */
export function principal({ description, example, elsewhere, expected }: PrincipalGuidance) {
  const atHome: Rule = (node, { root }) => {
    const arn = textOf(node, isPrincipalArn);
    const wording =
      arn &&
      (otherPartition(arn.value, root) ??
        otherAccount(arn.value, root, elsewhere) ??
        reserved(arn.value, expected) ??
        withoutPath(arn.value));
    return arn && wording ? [problemAt(arn, wording)] : [];
  };
  return guided(branded(PRINCIPAL_ARN, isPrincipalArn), {
    description,
    expected: 'the ARN of one IAM role or user, with its path',
    example,
    fix: 'copy Arn from aws iam get-role',
    explain: explainPrincipal,
    rules: [atHome],
  });
}

/** An ARN of another partition names nobody in this one. */
function otherPartition(arn: PrincipalArn, root: Node): Wording | undefined {
  const home = homeRegionOf(root);
  const partition = home && partitionOf(home);
  if (partition === undefined || partitionOfPrincipal(arn) === partition) return undefined;
  return {
    found: `a principal of the partition ${partitionOfPrincipal(arn)}`,
    expected: `one of ${partition}, the partition of ${home}`,
    fix: `write arn:${partition}:..., or another homeRegion`,
  };
}

function otherAccount(arn: PrincipalArn, root: Node, elsewhere: PrincipalGuidance['elsewhere']): Wording | undefined {
  const { terraform, ops, management } = ownAccountsOf(root);
  if (terraform === undefined || ops === undefined || management === undefined) return undefined;
  const account = accountOfPrincipal(arn);
  if ([terraform.value, ops.value, management.value].includes(account)) return undefined;
  return { found: `a principal of ${account}`, ...elsewhere };
}

function reserved(arn: PrincipalArn, expected: string): Wording | undefined {
  const owned = RESERVED.find(({ pattern }) => pattern.test(arn));
  return owned && { found: owned.found, expected, fix: 'remove it' };
}

const operator = principal({
  description: "The ARN of an IAM role or user, with its path, that runs orgstrap's commands.",
  example: exampleArn('iam::222222222222:role/platform-operator'),
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
  unset: 'none: there are no operators, and their roles are not made',
  fix: 'list the role that your platform team works as, or remove operators',
  rules: [eachOnce(isPrincipalArn)],
});
