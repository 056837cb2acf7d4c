import { deployersOf } from '../domain/deployment';
import type { OrgConfig } from '../domain/org-config';
import { statementsOf } from '../iam/statement';
import { controlPolicies } from './guardrails';

/**
 * The roles that a guardrail lets through, as their ARNs, read from the guardrails themselves. Who installs none gets those that
 * it would have: alarms leave out the same ones.
 *
 * Service-linked roles are not among them: no control policy binds one, and nobody but AWS makes one.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 * @throws Failure `TooManyDeployers` where a policy that names all of them is larger than Organizations takes
 */
export function exemptedRoles(config: OrgConfig): readonly string[] {
  const { service, audit, root } = controlPolicies(config, config.guardrails ?? { deployers: deployersOf(config) });
  const conditions = [service, audit, root]
    .flatMap((document) => (document === undefined ? [] : statementsOf(document)))
    .flatMap((statement) => statement.conditions);
  const exempted = conditions
    .filter(({ operator, key }) => operator.startsWith('ArnNot') && key === 'aws:PrincipalArn')
    .flatMap(({ values }) => values)
    .filter((arn) => arn.includes(ROLE));
  return [...new Set(exempted)].sort();
}

/**
 * Of those the paths and names that are let through in every account, with `*` where a name may end in anything. The others are of
 * one account each: deployers, whose trust is their owner's, and what orgstrap makes, whose trust verify compares.
 */
export function namesExemptedEverywhere(config: OrgConfig): readonly string[] {
  return exemptedRoles(config)
    .filter((arn) => arn.includes(`::*${ROLE}`))
    .map((arn) => arn.slice(arn.indexOf(ROLE) + ROLE.length));
}

const ROLE = ':role/';
