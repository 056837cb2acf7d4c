import type { App, Stack } from 'aws-cdk-lib/core';
import { ALARM_GROUPS } from '../alarms/alarms';
import type { Delivery } from '../constructs/account-stack';
import type { OrgConfig } from '../domain/org-config';
import { type WatchedAccounts, watchedAccounts, watchedRegions } from '../domain/watched-accounts';
import { AlarmsStack, AuditStack } from './audit-stack';
import { managementForwarding } from './build-guardrails';
import { deliver } from './deliver';
import { AccountTrailStack, AlarmForwardingRoleStack, AlarmForwardingStack } from './watched-account-stacks';
import { waves } from './waves';

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
  const inOneAccount = forwardingOfAccounts(app, config, watched);
  const trails = audit.trail === 'own' ? accountTrails(app, config) : new Map<string, Stack>();
  const roles = waves(app, config, 'ForwardingRoles', {
    what: 'the role that sends what may be an alarm,',
    member: (id) => new AlarmForwardingRoleStack(app, id, { by: 'stack set' }, config),
  });
  const rules = waves(app, config, 'Forwarding', {
    what: 'the rules that send what may be an alarm,',
    member: (id) => new AlarmForwardingStack(app, id, { by: 'stack set' }, config),
    after: roles,
    regions: watchedRegions(config),
  });
  return [
    [bus],
    alarms,
    [...inOneAccount.trails, ...inOneAccount.roles],
    ...[...roles].map(([name, role]) => [...stackOf(trails, name), role]),
    inOneAccount.rules,
    ...[...rules.values()].map((rule) => [rule]),
  ];
}

function stackOf(stacks: ReadonlyMap<string, Stack>, environment: string): readonly Stack[] {
  const stack = stacks.get(environment);
  return stack === undefined ? [] : [stack];
}

/** What watches the accounts that no environment holds. */
interface OfAccounts {
  readonly trails: readonly Stack[];
  readonly roles: readonly Stack[];
  readonly rules: readonly Stack[];
}

/** The trail, the forwarding role and the forwarding rules of the Terraform, the Ops and the management account. */
function forwardingOfAccounts(app: App, config: OrgConfig, { single, managementAccount }: WatchedAccounts): OfAccounts {
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
  // With a trail of the organization, there is one in all of them already. The one of the Terraform account is in its stack of the audit.
  const trails = single
    .filter(({ id }) => config.audit?.trail === 'own' && id !== config.accounts.terraform)
    .map(({ name, id: account }) =>
      deliver(app, config, `AccountTrail-${name}`, account, (id, delivery) => {
        return new AccountTrailStack(app, id, delivery, config);
      }),
    );
  const [managementRoles, managementRules] =
    managementAccount?.deployedWith === 'the rest' ? managementForwarding(app, config) : [[], []];
  return { trails, roles: [...roles, ...managementRoles], rules: [...rules, ...managementRules] };
}

function accountTrails(app: App, config: OrgConfig): ReadonlyMap<string, Stack> {
  return waves(app, config, 'AccountTrails', {
    what: 'a trail',
    member: (id) => new AccountTrailStack(app, id, { by: 'stack set' }, config),
  });
}
