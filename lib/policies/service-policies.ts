import { Failure } from '../domain/failure';
import { loadPolicyWithAnyOf, type ReviewedPolicy } from './load-policy';
import { listOf } from './policy-document';

/**
 * The documents of the services that `org.yaml` lists, sorted by name, so that the order of that list changes nothing.
 *
 * Each may use the placeholders `partition`, `account` and `workloadPath`; most need none of them.
 *
 * @throws Failure `RepeatedSid` where two statements have one name.
 */
export function servicePolicies(
  services: readonly string[],
  values: Readonly<Record<'partition' | 'account' | 'workloadPath', string>>,
  folder?: string,
): readonly ReviewedPolicy[] {
  const policies = [...services].sort().map((service) => loadPolicyWithAnyOf(`services/${service}`, values, folder));
  refuseRepeatedSids(policies);
  return policies;
}

function refuseRepeatedSids(policies: readonly ReviewedPolicy[]): void {
  const files = new Map<string, string>();
  for (const { name, document } of policies) {
    for (const { Sid } of document.Statement) {
      const other = files.get(Sid);
      if (other !== undefined) {
        throw new Failure(
          'RepeatedSid',
          `policies/${name}.json and policies/${other}.json both have a statement ${Sid}; they may share a managed policy, in which IAM takes a Sid once: rename one`,
        );
      }
      files.set(Sid, name);
    }
  }
}

/**
 * `service:*` for each service that the documents manage, for the permissions boundary.
 *
 * A document also passes roles and makes service-linked roles, which the boundary allows for all; only the document
 * called `iam` opens IAM itself.
 */
export function serviceActions(policies: readonly ReviewedPolicy[]): readonly string[] {
  const prefixes = policies.flatMap(({ name, document }) =>
    document.Statement.filter(({ Effect }) => Effect === 'Allow')
      .flatMap(({ Action }) => listOf(Action))
      // IAM does not care about the case of a service's name.
      .map((action) => action.split(':', 1).join().toLowerCase())
      .filter((prefix) => prefix !== 'iam' || name === 'services/iam'),
  );
  return [...new Set(prefixes)].sort().map((prefix) => `${prefix}:*`);
}
