import type { OrganizationDescription, OrganizationSettings } from '../../aws/organization-settings';
import type { OrgConfig } from '../../domain/org-config';
import { answered, type Check, finding, ok, type Question } from '../checks/check';

const ID: Question = {
  name: 'organization id',
  why: 'every trust policy and every bucket policy refuses principals of another organization',
};
const MANAGEMENT: Question = {
  name: 'management account',
  why: 'StackSets never reach it, and no control policy binds it: orgstrap must not take another account for it',
};
const FEATURES: Question = {
  name: 'feature set',
  why: 'service-managed StackSets and control policies need all features of Organizations',
};

/** Whether `org.yaml` is about the organization that these credentials belong to. */
export function organizationChecks(config: OrgConfig, settings: OrganizationSettings): Promise<readonly Check[]> {
  return answered(
    [ID, MANAGEMENT, FEATURES],
    'let these credentials call organizations:DescribeOrganization',
    () => settings.describe(),
    (found) => (found === undefined ? noOrganization() : judged(config, found)),
  );
}

function noOrganization(): readonly Check[] {
  const fix = 'from the management account: aws organizations create-organization --feature-set ALL';
  return [ID, MANAGEMENT, FEATURES].map((question) => finding(question, 'the account is in no organization', fix));
}

function judged({ organization }: OrgConfig, found: OrganizationDescription): readonly Check[] {
  return [
    same(ID, 'organization.id', found.id, organization.id),
    same(MANAGEMENT, 'organization.managementAccount', found.managementAccount, organization.managementAccount),
    found.hasAllFeatures
      ? ok(FEATURES, 'ALL')
      : finding(
          FEATURES,
          'consolidated billing alone',
          'from the management account: aws organizations enable-all-features, which every member that was invited has to accept',
        ),
  ];
}

/** What stands in `org.yaml`, held against what there is. */
export function same(question: Question, path: string, found: string, written: string): Check {
  if (found === written) return ok(question, found);
  return finding(
    question,
    `${found}; org.yaml says ${written}`,
    `write ${found} as ${path} into org.yaml, or use credentials of the organization that it is about`,
  );
}
