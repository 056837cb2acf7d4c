import { IAM_PATH } from '../../domain/names';
import { accountOfPrincipal, type PrincipalArn, partitionOfPrincipal } from '../../domain/principal-arn';
import { partitionOf } from '../../domain/region';
import type { Draft, DraftDeployers } from '../draft';
import type { Finding, Verdict } from '../finding';
import { repetitionFindings } from './repetition';
import { verdictAt } from './verdict-at';

/** Whoever the guardrails exempt must exist where orgstrap is deployed from, and is nothing that orgstrap makes itself. */
export function deployerFindings(draft: Draft): Finding[] {
  const { deployers } = draft;
  if (deployers === undefined) return [];
  return [
    ...repetitionFindings(deployers.exempt),
    ...deployers.exempt.flatMap((deployer) => {
      const verdict = verdictOn(draft, deployer.value);
      return verdict === undefined ? [] : [verdictAt(deployer, verdict)];
    }),
    ...lockedOut(draft, deployers),
  ];
}

function verdictOn({ homeRegion, opsAccount, terraformAccount }: Draft, arn: PrincipalArn): Verdict | undefined {
  const partition = homeRegion && partitionOf(homeRegion.value);
  if (partition !== undefined && partitionOfPrincipal(arn) !== partition) {
    return {
      found: `a principal of the partition ${partitionOfPrincipal(arn)}`,
      expected: `one of ${partition}, the partition of ${homeRegion?.value}`,
      fix: `write arn:${partition}:..., or another homeRegion`,
    };
  }
  const own = [opsAccount?.value, terraformAccount?.value];
  if (!own.includes(undefined) && !own.includes(accountOfPrincipal(arn))) {
    return {
      found: `a principal of ${accountOfPrincipal(arn)}`,
      expected: 'one of the Ops or the Terraform account: whoever is exempt elsewhere makes that account as powerful',
      fix: 'name the role of Ops that deploys; the management account needs no entry',
    };
  }
  const reserved = RESERVED.find(({ pattern }) => pattern.test(arn));
  return reserved && { found: reserved.found, expected: 'a principal that deploys orgstrap', fix: 'remove it' };
}

const RESERVED = [
  { pattern: new RegExp(`:(?:role|user)${IAM_PATH}`), found: 'a principal that orgstrap makes itself' },
  { pattern: /:role\/stacksets-exec-/, found: 'a role of StackSets, which is exempt already' },
  { pattern: /:role\/OrganizationAccountAccessRole$/, found: 'the role that the management account enters by' },
];

/** From Ops, nobody could ever deploy again. */
function lockedOut({ deployFrom, opsAccount }: Draft, deployers: DraftDeployers): Finding[] {
  if (deployFrom?.value !== 'ops' || opsAccount === undefined || !deployers.isWhole) return [];
  if (deployers.exempt.some(({ value }) => accountOfPrincipal(value) === opsAccount.value)) return [];
  return [verdictAt(deployers.block, { ...NOBODY, fix: `add the role of ${opsAccount.value} that runs cdk deploy` })];
}

const NOBODY: Omit<Verdict, 'fix'> = {
  found: 'no deployer in the Ops account, with deployFrom: ops',
  expected: 'at least one; the guardrails would stop the next cdk deploy',
};
