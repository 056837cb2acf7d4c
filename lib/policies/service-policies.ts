import { loadPolicyWithAnyOf, type ReviewedPolicy } from './load-policy';
import { listOf } from './policy-document';

/**
 * The documents of the services that `org.yaml` lists, sorted by name, so that the order of that list changes nothing.
 *
 * Each may use the placeholders `partition`, `account` and `workloadPath`; most need none of them.
 */
export function servicePolicies(
  services: readonly string[],
  values: Readonly<Record<'partition' | 'account' | 'workloadPath', string>>,
  folder?: string,
): readonly ReviewedPolicy[] {
  return [...services].sort().map((service) => loadPolicyWithAnyOf(`services/${service}`, values, folder));
}

/**
 * `service:*` for each service that the documents manage, for the permissions boundary.
 *
 * A document also passes roles and makes service-linked roles, which the boundary allows for all; only the document
 * called `iam` opens IAM itself.
 */
export function serviceActions(policies: readonly ReviewedPolicy[]): readonly string[] {
  const prefixes = policies.flatMap(({ name, document }) =>
    document.Statement.flatMap(({ Action }) => listOf(Action))
      .map((action) => action.split(':', 1).join())
      .filter((prefix) => prefix !== 'iam' || name === 'services/iam'),
  );
  return [...new Set(prefixes)].sort().map((prefix) => `${prefix}:*`);
}
