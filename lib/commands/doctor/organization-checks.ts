import type { OrganizationDescription, OrganizationSettings } from '../../aws/organization-settings';
import type { OrgConfig } from '../../domain/org-config';
import { type CheckSubject, checksOfAnswer, doesNotHold, holds, type LiveCheck } from '../../estate/live-check';

const ID: CheckSubject = {
  name: 'organization id',
  why: 'every trust policy and every bucket policy refuses principals of another organization',
};
const MANAGEMENT: CheckSubject = {
  name: 'management account',
  why: 'StackSets never reach it, and no control policy binds it: orgstrap must not take another account for it',
};
const FEATURES: CheckSubject = {
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
  );
}

const TRUSTED: CheckSubject = {
  name: 'trusted access of StackSets',
  why: 'without it service-managed StackSets reach no account',
};
const DELEGATED: CheckSubject = {
  name: 'delegated administrator of StackSets',
  why: 'with deployFrom: ops the Ops account makes the StackSets in place of the management account',
};

/**
 * What a delegated administrator is registered with; trusted access has another principal.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-delegated-admin.html
 */
const STACK_SETS = 'member.org.stacksets.cloudformation.amazonaws.com';

/** Whether the organization lets StackSets work, and the deployment account make them. */
export async function delegationChecks(
  config: OrgConfig,
  settings: OrganizationSettings,
): Promise<readonly LiveCheck[]> {
  const trusted = checksOfAnswer(
    [TRUSTED],
    'use credentials of the management account, with cloudformation:DescribeOrganizationsAccess',
    () => settings.trustsStackSets(),
    (isOn) => [
      isOn
        ? holds(TRUSTED, 'activated')
        : doesNotHold(
            TRUSTED,
            'not activated',
            'from the management account: aws cloudformation activate-organizations-access',
          ),
    ],
  );
  return [...(await trusted), ...(config.deployFrom === 'ops' ? await delegated(config, settings) : [])];
}

function delegated({ accounts }: OrgConfig, settings: OrganizationSettings): Promise<readonly LiveCheck[]> {
  return checksOfAnswer(
    [DELEGATED],
    'use credentials of the management account or of a delegated administrator, with organizations:ListDelegatedAdministrators',
    () => settings.delegatedAdministrators(STACK_SETS),
    (administrators) => [
      administrators.includes(accounts.ops)
        ? holds(DELEGATED, `the Ops account ${accounts.ops}`)
        : doesNotHold(
            DELEGATED,
            `${administrators.length === 0 ? 'nobody' : administrators.join(', ')}, and not the Ops account ${accounts.ops}`,
            `from the management account: aws organizations register-delegated-administrator --account-id ${accounts.ops} --service-principal ${STACK_SETS}`,
          ),
    ],
  );
}
