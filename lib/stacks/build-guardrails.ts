import type { App, Stack } from 'aws-cdk-lib/core';
import { Failure } from '../domain/failure';
import type { OrgConfig } from '../domain/org-config';
import { watchedAccounts, watchedRegions } from '../domain/watched-accounts';
import { directly } from './deliver';
import { DeploymentStack } from './deployment-stack';
import { GuardrailsStack } from './guardrails-stack';
import { protectStacks } from './protect-stacks';
import { tagApp } from './tag-app';
import { AccountTrailStack, AlarmForwardingRoleStack, AlarmForwardingStack } from './watched-account-stacks';

/**
 * What is always deployed from the management account, also where the rest comes from Ops: the control policies, and
 * in that case what the management account sends to the alarms, and who goes on deploying there.
 *
 * @throws Failure `NoGuardrails` where `org.yaml` has none.
 */
export function buildGuardrails(app: App, config: OrgConfig): void {
  if (config.guardrails === undefined) {
    throw new Failure(
      'NoGuardrails',
      'org.yaml has no guardrails; add guardrails: { deployers: [...] } with the ARN of the role that runs cdk deploy',
    );
  }
  tagApp(app, config);
  new GuardrailsStack(app, 'Guardrails', config, config.guardrails);
  const { managementAccount } = config.organization;
  if (config.deployment !== undefined && config.deployFrom === 'ops') {
    new DeploymentStack(app, 'Deployment-Management', config, config.deployment, managementAccount);
  }
  const watched = watchedAccounts(config);
  if (watched?.managementAccount?.deployedWith === 'the guardrails') managementForwarding(app, config);
  protectStacks(app, config);
}

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
