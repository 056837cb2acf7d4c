import type { OrganizationSettings } from '../../aws/organization-settings';
import type { OrgConfig } from '../../domain/org-config';
import { type CheckSubject, checksOfAnswer, doesNotHold, holds, type LiveCheck } from '../../estate/live-check';

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
