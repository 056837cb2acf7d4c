import type { App, Stack } from 'aws-cdk-lib/core';
import type { OrgConfig } from '../domain/org-config';
import { watchedRegions } from '../domain/watched-regions';
import { AccountTrailStack } from './account-trail-stack';
import { AlarmForwardingRoleStack, AlarmForwardingStack } from './alarm-forwarding-stack';
import { directly } from './deliver';

/**
 * What the management account sends to the alarms: its role with the trail that there must be, where that is orgstrap's, and
 * a rule in each Region that is watched. No StackSet with permissions of the service reaches it, so it deploys them itself.
 */
export function managementForwarding(app: App, config: OrgConfig): readonly [readonly Stack[], readonly Stack[]] {
  const account = config.organization.managementAccount;
  const role = new AlarmForwardingRoleStack(app, 'ForwardingRole-Management', directly(config, account), config);
  const trail =
    config.audit?.trail === 'own'
      ? [new AccountTrailStack(app, 'AccountTrail-Management', directly(config, account), config)]
      : [];
  const rules = watchedRegions(config).map((region) => {
    const rule = new AlarmForwardingStack(
      app,
      `Forwarding-Management-${region}`,
      directly(config, account, region),
      config,
    );
    rule.addStackDependency(role);
    return rule;
  });
  return [[role, ...trail], rules];
}
