import type { Caller } from '../../aws/caller';
import type { Organization } from '../../aws/organization';
import type { StackSets } from '../../aws/stack-sets';
import type { Stacks } from '../../aws/stacks';
import type { UserCredentials } from '../../aws/user-credentials';
import type { HomeRegion } from '../../domain/region';

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
