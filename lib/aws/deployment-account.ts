import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { IAMClient } from '@aws-sdk/client-iam';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { STSClient } from '@aws-sdk/client-sts';
import type { OrgConfig } from '../domain/org-config';
import type { HomeRegion } from '../domain/region';
import { deployedRegions } from '../domain/watched-accounts';
import { IamAccessKeys } from './access-keys';
import type { Caller } from './caller';
import { StsCaller } from './caller';
import { type ClientSettings, clientSettings } from './client-settings';
import type { Organization } from './organization';
import { OrganizationsOrganization } from './organization';
import { IamSignIns } from './sign-ins';
import type { StackSets } from './stack-sets';
import { CloudFormationStackSets } from './stack-sets';
import type { Stacks } from './stacks';
import { CloudFormationStacks, StacksOfRegions } from './stacks';
import { throttledTo } from './throttle';
import { IamUserCredentials, type UserCredentials } from './user-credentials';

/** Calls at the same time, for each service. */
const CLOUDFORMATION_CALLS = 8;
/** Organizations allows few. */
const ORGANIZATIONS_CALLS = 4;

/** AWS as seen with the credentials of the deployment account. */
export interface DeploymentAccount {
  readonly caller: Caller;
  readonly stacks: Stacks;
  readonly stackSets: StackSets;
  readonly organization: Organization;
  /** The stacks of the account in another Region than those that `org.yaml` names. */
  stacksIn(region: HomeRegion): Stacks;
  /** The IAM users of the account. */
  readonly users: UserCredentials;
}

/**
 * AWS in the home Region, and with `audit` the stacks of every Region that is watched. The credentials are those that the
 * SDK finds, which should be of the deployment account; the SDK honours `AWS_PROFILE` and `AWS_ENDPOINT_URL`.
 */
export function deploymentAccount(
  config: OrgConfig,
  settings: ClientSettings = clientSettings(config.homeRegion),
): DeploymentAccount {
  const { deployFrom } = config;
  const iam = new IAMClient(settings);
  const throttle = throttledTo(CLOUDFORMATION_CALLS);
  return {
    caller: new StsCaller(new STSClient(settings)),
    stacks: new StacksOfRegions(
      deployedRegions(config).map(
        (region) => new CloudFormationStacks(new CloudFormationClient({ ...settings, region }), throttle),
      ),
    ),
    stackSets: new CloudFormationStackSets(
      new CloudFormationClient(settings),
      deployFrom === 'management' ? 'SELF' : 'DELEGATED_ADMIN',
      throttle,
    ),
    stacksIn: (region) => new CloudFormationStacks(new CloudFormationClient({ ...settings, region }), throttle),
    users: new IamUserCredentials(new IamAccessKeys(iam), new IamSignIns(iam)),
    organization: new OrganizationsOrganization(new OrganizationsClient(settings), throttledTo(ORGANIZATIONS_CALLS)),
  };
}
