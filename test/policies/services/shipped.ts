import { listOf } from '../../../lib/domain/json';
import type { StatementJson } from '../../../lib/iam/policy-document';
import { serviceNames } from '../../../lib/policies/policies-folder';
import { servicePolicies } from '../../../lib/policies/service-policies';

/** What stands for the placeholders of a service's document in a test. */
export const VALUES = { partition: 'aws', account: '444444444444', workloadPath: '/workload/' };

/** The services that orgstrap comes with. */
export const SHIPPED = serviceNames();

/** Those that a team needs for an account of the whole organization: network, images and security. No product needs them. */
export const OF_PLATFORMS: readonly string[] = [
  ...['access-analyzer', 'config', 'detective', 'directconnect', 'guardduty', 'imagebuilder', 'inspector2', 'macie2'],
  ...['network-firewall', 'networkmanager', 'ram', 'route53resolver', 'securityhub'],
];

/** The others. */
export const OF_PRODUCTS = SHIPPED.filter((service) => !OF_PLATFORMS.includes(service));

/** What one service gives to both roles, and what to the Terraform role alone. */
export interface ShippedStatements {
  readonly plan: readonly StatementJson[];
  readonly apply: readonly StatementJson[];
}

export function statementsOf(service: string): ShippedStatements {
  const { plan, apply } = servicePolicies([service], { values: VALUES });
  return {
    plan: plan.flatMap(({ document }) => document.Statement),
    apply: apply.flatMap(({ document }) => document.Statement),
  };
}

/** The action patterns of some statements. */
export function patternsOf(statements: readonly StatementJson[]): readonly string[] {
  return statements.flatMap(({ Action }) => listOf(Action));
}

/** Those of them in the services, without passing roles and making service-linked roles. */
export function withoutRoles(statements: readonly StatementJson[]): readonly StatementJson[] {
  return statements.filter(({ Action }) => !['iam:PassRole', 'iam:CreateServiceLinkedRole'].includes(String(Action)));
}
