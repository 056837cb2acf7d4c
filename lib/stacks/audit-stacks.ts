import type { App, Stack } from 'aws-cdk-lib/core';
import { ALARM_GROUPS } from '../alarms/alarms';
import type { Delivery } from '../constructs/account-stack';
import type { OrgConfig } from '../domain/org-config';
import { type WatchedAccounts, watchedAccounts, watchedRegions } from '../domain/watched-accounts';
import { AlarmsStack, AuditStack } from './audit-stack';
import { managementForwarding } from './build-guardrails';
import { deliver, memberId } from './deliver';
import { StackSetStack } from './stack-set-stack';
import { AccountTrailStack, AlarmForwardingRoleStack, AlarmForwardingStack } from './watched-account-stacks';

/** The trails and the alarms, and what every account and Region sends to the alarms. */
export function auditStacks(app: App, config: OrgConfig): readonly (readonly Stack[])[] {
  const { accounts, audit } = config;
  const watched = watchedAccounts(config);
  if (audit === undefined || watched === undefined) return [];
  const bus = deliver(app, config, 'Audit', accounts.terraform, (id, delivery) => {
    return new AuditStack(app, id, delivery, config, audit);
  });
  const alarms = ALARM_GROUPS.map((group) =>
    deliver(app, config, `Alarms-${group}`, accounts.terraform, (id, delivery) => {
      return new AlarmsStack(app, id, delivery, config, group);
    }),
  );
  const [roles, rules] = forwardingEverywhere(app, config, watched);
  return [[bus], alarms, [...accountTrails(app, config), ...roles], rules];
}

/** The roles of forwarding rules, and the rules. */
function forwardingEverywhere(
  app: App,
  config: OrgConfig,
  { single, organizationalUnits, managementAccount }: WatchedAccounts,
): readonly [readonly Stack[], readonly Stack[]] {
  // EventBridge sees the events of its own Region alone.
  const regions = watchedRegions(config);
  const roles = single.map(({ name, id: account }) =>
    deliver(app, config, `ForwardingRole-${name}`, account, (stack, delivery) => {
      return new AlarmForwardingRoleStack(app, stack, delivery, config);
    }),
  );
  const rules = single.flatMap(({ name, id: account }) =>
    regions.map((region) => {
      const create = (stack: string, delivery: Delivery) => new AlarmForwardingStack(app, stack, delivery, config);
      return deliver(app, config, `Forwarding-${name}-${region}`, account, create, region);
    }),
  );
  const role = new StackSetStack(app, 'ForwardingRoles', {
    config,
    description: 'orgstrap: the role that sends what may be an alarm, in every product account',
    member: new AlarmForwardingRoleStack(app, memberId('ForwardingRoles'), { by: 'stack set' }, config),
    target: { organizationalUnits, onAccountRemoval: 'delete' },
  });
  const rule = new StackSetStack(app, 'Forwarding', {
    config,
    description: 'orgstrap: sends what may be an alarm, in every product account',
    member: new AlarmForwardingStack(app, memberId('Forwarding'), { by: 'stack set' }, config),
    target: { organizationalUnits, onAccountRemoval: 'delete', after: [role.stackSet] },
    regions,
  });
  const [managementRoles, managementRules] =
    managementAccount?.deployedWith === 'the rest' ? managementForwarding(app, config) : [[], []];
  return [
    [...roles, ...managementRoles, role],
    [...rules, ...managementRules, rule],
  ];
}

/**
 * With trails of orgstrap's own, one in the Ops account and in every product account. A trail of the organization records in
 * all of them already.
 */
function accountTrails(app: App, config: OrgConfig): readonly Stack[] {
  const watched = watchedAccounts(config);
  if (watched === undefined || config.audit?.trail !== 'own') return [];
  const own = watched.single
    // The one of the Terraform account is in its stack of the audit.
    .filter(({ id }) => id !== config.accounts.terraform)
    .map(({ name, id: account }) =>
      deliver(app, config, `AccountTrail-${name}`, account, (id, delivery) => {
        return new AccountTrailStack(app, id, delivery, config);
      }),
    );
  const everywhere = new StackSetStack(app, 'AccountTrails', {
    config,
    description: 'orgstrap: a trail in every product account',
    member: new AccountTrailStack(app, memberId('AccountTrails'), { by: 'stack set' }, config),
    target: { organizationalUnits: watched.organizationalUnits, onAccountRemoval: 'delete' },
  });
  return [...own, everywhere];
}
