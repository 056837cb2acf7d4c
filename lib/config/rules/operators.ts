import { accountOfPrincipal, type PrincipalArn } from '../../domain/principal-arn';
import type { Draft } from '../draft';
import type { Finding, Verdict } from '../finding';
import { partitionVerdict, reservedPrincipal } from './principal-use';
import { repetitionFindings } from './repetition';
import { verdictAt } from './verdict-at';

/** Operators work where people or the bootstrap are at home, and are nothing that orgstrap makes itself. */
export function operatorFindings(draft: Draft): Finding[] {
  return [
    ...repetitionFindings(draft.operators),
    ...draft.operators.flatMap((operator) => {
      const verdict = verdictOn(draft, operator.value);
      return verdict === undefined ? [] : [verdictAt(operator, verdict)];
    }),
  ];
}

function verdictOn(draft: Draft, arn: PrincipalArn): Verdict | undefined {
  const partition = partitionVerdict(draft, arn);
  if (partition !== undefined) return partition;
  const homes = [draft.opsAccount?.value, draft.terraformAccount?.value, draft.managementAccount?.value];
  if (!homes.includes(undefined) && !homes.includes(accountOfPrincipal(arn))) {
    return {
      found: `a principal of ${accountOfPrincipal(arn)}`,
      expected:
        'one of the Ops, the Terraform or the management account: an operator of a product account could make keys that reach all of them',
      fix: 'name a role of the Ops account',
    };
  }
  const reserved = reservedPrincipal(arn);
  return reserved === undefined
    ? undefined
    : { found: reserved, expected: "a principal that runs orgstrap's commands", fix: 'remove it' };
}
