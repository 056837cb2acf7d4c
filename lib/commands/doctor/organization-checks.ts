import type { OrganizationDescription, OrganizationSettings } from '../../aws/organization-settings';
import type { OrgConfig } from '../../domain/org-config';
import { type CheckSubject, checksOfAnswer, doesNotHold, holds, type LiveCheck } from '../../estate/live-check';

const ID: CheckSubject = {
  kind: 'organization-id',
  name: 'organization id',
  why: 'every trust policy and every bucket policy refuses principals of another organization',
};
const MANAGEMENT: CheckSubject = {
  kind: 'management-account',
  name: 'management account',
  why: 'StackSets never reach it, and no control policy binds it: orgstrap must not take another account for it',
};
const FEATURES: CheckSubject = {
  kind: 'feature-set',
  name: 'feature set',
  why: 'service-managed StackSets and control policies need all features of Organizations',
};

/** Whether `org.yaml` is about the organization that these credentials belong to. */
export function organizationChecks(config: OrgConfig, settings: OrganizationSettings): Promise<readonly LiveCheck[]> {
  return checksOfAnswer(
    [ID, MANAGEMENT, FEATURES],
    'let these credentials call organizations:DescribeOrganization',
    () => settings.describe(),
    (found) => (found === undefined ? noOrganization() : judged(config, found)),
  );
}

function noOrganization(): readonly LiveCheck[] {
  const fix = 'from the management account: aws organizations create-organization --feature-set ALL';
  return [ID, MANAGEMENT, FEATURES].map((question) => doesNotHold(question, 'the account is in no organization', fix));
}

function judged({ organization }: OrgConfig, found: OrganizationDescription): readonly LiveCheck[] {
  return [
    sameAsWritten(ID, 'organization.id', found.id, organization.id),
    sameAsWritten(
      MANAGEMENT,
      'organization.managementAccount',
      found.managementAccount,
      organization.managementAccount,
    ),
    found.hasAllFeatures
      ? holds(FEATURES, 'ALL')
      : doesNotHold(
          FEATURES,
          'consolidated billing alone',
          'from the management account: aws organizations enable-all-features, which every member that was invited has to accept',
        ),
  ];
}

/** What stands in `org.yaml`, held against what there is. */
export function sameAsWritten(question: CheckSubject, path: string, found: string, written: string): LiveCheck {
  if (found === written) return holds(question, found);
  return doesNotHold(
    question,
    `${found}; org.yaml says ${written}`,
    `write ${found} as ${path} into org.yaml, or use credentials of the organization that it is about`,
    { expected: written },
  );
}
