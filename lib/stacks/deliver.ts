import type { App, Stack } from 'aws-cdk-lib/core';
import type { AccountStack, Delivery } from '../constructs/account-stack';
import type { AccountId } from '../domain/ids';
import type { OrgConfig } from '../domain/org-config';
import { deploymentAccountOf } from '../domain/org-config';
import type { HomeRegion } from '../domain/region';
import { StackSetStack } from './stack-set-stack';

/** Deploys an account's stack where that account is the deployment account, and delivers it there by a StackSet elsewhere. */
export function deliver(
  app: App,
  config: OrgConfig,
  id: string,
  account: AccountId,
  create: (id: string, delivery: Delivery) => AccountStack,
  region: HomeRegion = config.homeRegion,
): Stack {
  if (account === deploymentAccountOf(config)) return create(id, directly(config, account, region));
  const member = create(memberId(id), { by: 'stack set' });
  return new StackSetStack(app, id, {
    config,
    description: `${member.templateOptions.description}, delivered to its account`,
    member,
    target: { organizationalUnits: [config.organization.rootId], accounts: [account] },
    regions: [region],
  });
}

export function directly(config: OrgConfig, account: AccountId, region: HomeRegion = config.homeRegion): Delivery {
  return { by: 'cdk deploy', account, region };
}

export function memberId(id: string): string {
  return `Member-${id}`;
}
