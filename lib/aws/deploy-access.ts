import { setTimeout } from 'node:timers/promises';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { OrgConfig } from '../domain/org-config';
import { type ClientSettings, clientSettings } from './client-settings';
import { type DeploymentAccount, deploymentAccount } from './deployment-account';
import { CloudFormationStackInstanceChanges, type StackInstanceChanges } from './stack-instance-changes';
import { CloudFormationStackSetOperations, type StackSetOperations } from './stack-set-operations';
import { CloudFormationStackStates, type StackStates } from './stack-states';
import { throttledTo } from './throttle';

/** Calls at the same time: CDK deploys meanwhile, with the same limits. */
const CALLS = 4;

/** The account that stacks are deployed in, while they are. */
export interface DeployAccess {
  readonly account: DeploymentAccount;
  readonly states: StackStates;
  readonly operations: StackSetOperations;
  readonly instances: Pick<StackInstanceChanges, 'letGo'>;
}

/** AWS with the credentials that the SDK finds, which are those that `cdk deploy` finds, too. */
export function deployAccess(
  config: OrgConfig,
  settings: ClientSettings = clientSettings(config.homeRegion),
): DeployAccess {
  const turn = throttledTo(CALLS);
  const cloudFormation = new CloudFormationClient(settings);
  const callAs = config.deployFrom === 'management' ? 'SELF' : 'DELEGATED_ADMIN';
  return {
    account: deploymentAccount(config, settings),
    states: new CloudFormationStackStates((region) => new CloudFormationClient({ ...settings, region }), turn),
    operations: new CloudFormationStackSetOperations(cloudFormation, callAs, turn),
    instances: new CloudFormationStackInstanceChanges(cloudFormation, callAs, (milliseconds) =>
      setTimeout<void>(milliseconds),
    ),
  };
}
