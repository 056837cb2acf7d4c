import { partsOfArn } from '../domain/lendable';
import type { Lend } from '../domain/platform-account';
import type { StatementJson } from '../iam/policy-document';
import { named, statementsOf } from '../iam/statement';
import { hasPolicy, loadPartOfPolicy, loadPolicyWithAnyOf, type ReviewedPolicy } from './load-policy';
import { folderOfService, refuseUnusableServices } from './own-services';
import type { ServicePolicies, ServiceSource } from './service-policies';

/**
 * What may be done with what is lent. By name, it is what the documents in `policies/lent` say of the service; else what those in
 * `policies/services` say, but for IAM: nobody passes a role of an account that is not theirs.
 */
export function lentPolicies(
  { services, resources, readOnly }: Lend,
  { values, ownPolicies }: ServiceSource,
): ServicePolicies {
  refuseUnusableServices(ownPolicies);
  const sorted = [...services].sort();
  const load = (service: string, half: '' | '.plan'): readonly ReviewedPolicy[] => {
    if (resources !== undefined) {
      const own = resources.filter((arn) => partsOfArn(arn)?.service === service);
      return [loadPolicyWithAnyOf(`lent/${service}${half}`, { ...values, resources: own })];
    }
    const name = `services/${service}${half}`;
    const folder = folderOfService(service, ownPolicies);
    return hasPolicy(name, folder) ? [loadPartOfPolicy(name, values, isNotOfIam, folder)] : [];
  };
  const loaded = (half: '' | '.plan') =>
    sorted.flatMap((service) => load(service, half)).filter(({ document }) => document.Statement.length > 0);
  return { plan: loaded('.plan'), apply: readOnly ? [] : loaded('') };
}

function isNotOfIam(statement: StatementJson): boolean {
  const [only] = statementsOf({ Version: '2012-10-17', Statement: [statement] });
  return only !== undefined && !named(only.action).some((action) => action.toLowerCase().startsWith('iam:'));
}
