import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { STSClient } from '@aws-sdk/client-sts';
import type { OrgConfig } from '../domain/org-config';
import { atMost } from './at-most';
import { ATTEMPTS } from './attempts';
import type { Caller } from './caller';
import { CloudFormationStackSets } from './cloudformation-stack-sets';
import { CloudFormationStacks } from './cloudformation-stacks';
import type { Organization } from './organization';
import { OrganizationsOrganization } from './organizations-organization';
import type { StackSets } from './stack-sets';
import type { Stacks } from './stacks';
import { StsCaller } from './sts-caller';

/** Calls at the same time, for each service. */
const CLOUDFORMATION_CALLS = 8;
/** Organizations allows few. */
const ORGANIZATIONS_CALLS = 4;
/**
 * AWS in the home Region, with the credentials that the SDK finds, which should be those of the deployment account; the
 * SDK honours `AWS_PROFILE` and `AWS_ENDPOINT_URL`.
 */
export function deploymentAccount({ homeRegion: region, deployFrom }: OrgConfig): {
  readonly caller: Caller;
  readonly stacks: Stacks;
  readonly stackSets: StackSets;
  readonly organization: Organization;
} {
  const settings = { region, maxAttempts: ATTEMPTS };
  const cloudFormation = new CloudFormationClient(settings);
  const turn = atMost(CLOUDFORMATION_CALLS);
  return {
    caller: new StsCaller(new STSClient(settings)),
    stacks: new CloudFormationStacks(cloudFormation, turn),
    stackSets: new CloudFormationStackSets(
      cloudFormation,
      deployFrom === 'management' ? 'SELF' : 'DELEGATED_ADMIN',
      turn,
    ),
    organization: new OrganizationsOrganization(new OrganizationsClient(settings), atMost(ORGANIZATIONS_CALLS)),
  };
}
