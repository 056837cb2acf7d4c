import { accountOfPrincipal, type PrincipalArn } from '../../domain/principal-arn';
import type { Draft, DraftDeployers } from '../draft';
import type { Finding, Verdict } from '../finding';
import { partitionVerdict, reservedPrincipal } from './principal-use';
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

function verdictOn(draft: Draft, arn: PrincipalArn): Verdict | undefined {
  const { managementAccount, opsAccount, terraformAccount } = draft;
  const own = [opsAccount?.value, terraformAccount?.value, managementAccount?.value];
  const partition = partitionVerdict(draft, arn);
  if (partition !== undefined) return partition;
  if (!own.includes(undefined) && !own.includes(accountOfPrincipal(arn))) {
    return {
      found: `a principal of ${accountOfPrincipal(arn)}`,
      expected:
        'one of the Ops, the Terraform or the management account: whoever is exempt elsewhere makes that account as powerful',
      fix: 'name the role of Ops or of the management account that deploys',
    };
  }
  const reserved = reservedPrincipal(arn);
  return reserved === undefined
    ? undefined
    : { found: reserved, expected: 'a principal that deploys orgstrap', fix: 'remove it' };
}

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
