import type { AccountId } from '../../domain/account-id';
import { deploymentAccountOf } from '../../domain/deployment';
import type { OrgConfig } from '../../domain/org-config';
import { type Check, finding, ok, type Question } from '../checks/check';

const CALLER: Question = {
  name: 'deployment account',
  why: 'cdk deploy makes the StackSets in the account of the credentials that it runs with',
};

/** The management account sees most, so it is right to ask with its credentials; cdk itself refuses to deploy with them. */
export function callerCheck(config: OrgConfig, account: AccountId): Check {
  const deployment = deploymentAccountOf(config);
  if (account === deployment) return ok(CALLER, `these are credentials of ${account}, which deploys`);
  if (account === config.organization.managementAccount) {
    return ok(CALLER, `these are credentials of the management account ${account}; ${deployment} deploys`);
  }
  return finding(
    CALLER,
    `these are credentials of ${account}; deployFrom: ${config.deployFrom} deploys from ${deployment}`,
    `sign in to ${deployment}, for example: export AWS_PROFILE=a-profile-of-${deployment} && aws sts get-caller-identity`,
  );
}
