import type { OrganizationSettings } from '../../aws/organization-settings';
import type { OrgConfig } from '../../domain/org-config';
import { type CheckSubject, checksOfAnswer, doesNotHold, holds, type LiveCheck } from '../../estate/live-check';
import { sameAsWritten } from './organization-checks';

const ROOT: CheckSubject = {
  name: 'root id',
  why: 'StackSets for single accounts and the guardrails target the root of the organization',
};

/** The policy types of the guardrails. */
const POLICY_TYPES = ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'];

/** The root of the organization, and with guardrails what it must allow for them. */
export function rootChecks(config: OrgConfig, settings: OrganizationSettings): Promise<readonly LiveCheck[]> {
  const types = config.guardrails === undefined ? [] : POLICY_TYPES;
  return checksOfAnswer(
    [ROOT, ...types.map(policyType)],
    'use credentials of the management account or of a delegated administrator, with organizations:ListRoots',
    () => settings.root(),
    ({ id, policyTypes }) => [
      sameAsWritten(ROOT, 'organization.rootId', id, config.organization.rootId),
      ...types.map((type) =>
        policyTypes.includes(type)
          ? holds(policyType(type), 'enabled')
          : doesNotHold(
              policyType(type),
              'not enabled',
              `from the management account: aws organizations enable-policy-type --root-id ${id} --policy-type ${type}`,
            ),
      ),
    ],
  );
}

function policyType(type: string): CheckSubject {
  return { name: `policy type ${type}`, why: 'the guardrails of org.yaml cannot be attached without it' };
}
