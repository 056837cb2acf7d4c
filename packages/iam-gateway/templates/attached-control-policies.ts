import type { NamedPolicy } from '../iam/policy-document';
import { FULL_ACCESS } from '../iam/policy-document';
import type { Organization } from '../iam/snapshot';
import { document, resourcesOf, text, texts } from './resources';
import type { Stack } from './template';

/**
 * The organization with the SCPs and the RCPs of some stacks attached, beside the full access that Organizations attaches
 * by itself.
 *
 * @throws Error where one is attached to what is not in the organization, or by another account than its management.
 */
export function withControlPolicies(
  organization: Organization,
  stacks: readonly Stack[],
): Pick<Organization, 'serviceControlPolicies' | 'resourceControlPolicies'> {
  const service = new Map(organization.serviceControlPolicies);
  const resource = new Map(organization.resourceControlPolicies);
  for (const policy of resourcesOf(stacks, 'AWS::Organizations::Policy')) {
    const name = text(policy, 'Name');
    if (WITHOUT_STATEMENTS.includes(text(policy, 'Type'))) continue;
    if (policy.stack.account !== organization.managementAccount) {
      throw new Error(`${name} is not deployed in the management account`);
    }
    const attached = document(policy, 'Content', name);
    for (const target of texts(policy, 'TargetIds')) {
      refuseUnknown(organization, target, name);
      attach(text(policy, 'Type'), target, attached);
    }
  }
  return { serviceControlPolicies: service, resourceControlPolicies: resource };

  function attach(type: string, target: string, policy: NamedPolicy): void {
    switch (type) {
      case 'SERVICE_CONTROL_POLICY':
        service.set(target, [...(service.get(target) ?? [FULL_ACCESS]), policy]);
        return;
      case 'RESOURCE_CONTROL_POLICY':
        resource.set(target, [...(resource.get(target) ?? []), policy]);
        return;
      default:
        throw new Error(`${policy.name} is a ${type}, which is not evaluated here`);
    }
  }
}

/** They set something in accounts, and IAM is asked about none of it. */
const WITHOUT_STATEMENTS: readonly string[] = ['AISERVICES_OPT_OUT_POLICY', 'DECLARATIVE_POLICY_EC2', 'S3_POLICY'];

function refuseUnknown({ accounts }: Organization, target: string, name: string): void {
  const known = accounts.has(target) || [...accounts.values()].some((above) => above.includes(target));
  if (!known) throw new Error(`${name} is attached to ${target}, which is not in the organization`);
}
