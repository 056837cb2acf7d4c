import type { AccountId } from '../../domain/ids';
import type { OrgConfig } from '../../domain/org-config';
import { deploymentAccountOf } from '../../domain/org-config';
import { type CheckSubject, doesNotHold, holds, type LiveCheck } from '../../estate/live-check';

const CALLER: CheckSubject = {
  name: 'deployment account',
  why: 'cdk deploy makes the StackSets in the account of the credentials that it runs with',
};

/** The management account sees most, so it is right to ask with its credentials; cdk itself refuses to deploy with them. */
export function callerCheck(config: OrgConfig, account: AccountId): LiveCheck {
  const deployment = deploymentAccountOf(config);
  if (account === deployment) return holds(CALLER, `these are credentials of ${account}, which deploys`);
  if (account === config.organization.managementAccount) {
    return holds(CALLER, `these are credentials of the management account ${account}; ${deployment} deploys`);
  }
  return doesNotHold(
    CALLER,
    `these are credentials of ${account}; deployFrom: ${config.deployFrom} deploys from ${deployment}`,
    `sign in to ${deployment}, for example: export AWS_PROFILE=a-profile-of-${deployment} && aws sts get-caller-identity`,
  );
}
