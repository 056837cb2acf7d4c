import { LegacyStackSynthesizer, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { AccountStack } from '../constructs/account-stack';
import { ServiceManagedStackSet, type StackSetTarget } from '../constructs/service-managed-stack-set';
import { stackName } from '../domain/names';
import type { OrgConfig } from '../domain/org-config';
import { deploymentAccountOf } from '../domain/org-config';
import type { HomeRegion } from '../domain/region';
import { stackSetAdministrator } from './stack-set-administrator';

export interface StackSetStackProps {
  readonly config: OrgConfig;
  readonly description: string;
  readonly member: AccountStack;
  readonly target: StackSetTarget;
  readonly parameters?: Readonly<Record<string, string>>;
  /** @default - the home Region */
  readonly regions?: readonly HomeRegion[];
}

/** One StackSet, in the deployment account: the stack that `cdk deploy` makes where an account is out of its reach. */
export class StackSetStack extends Stack {
  readonly stackSet: ServiceManagedStackSet;

  constructor(
    scope: Construct,
    id: string,
    { config, description, member, target, parameters, regions }: StackSetStackProps,
  ) {
    super(scope, id, {
      description,
      stackName: stackName(id),
      env: { account: deploymentAccountOf(config), region: config.homeRegion },
      synthesizer: new LegacyStackSynthesizer(),
    });
    this.stackSet = new ServiceManagedStackSet(this, 'StackSet', {
      name: stackName(id),
      description,
      member,
      target,
      parameters,
      regions: regions ?? [config.homeRegion],
      administrator: stackSetAdministrator(config),
    });
  }
}
