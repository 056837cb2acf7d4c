import type { App, Stack } from 'aws-cdk-lib/core';
import { ALARM_GROUPS } from '../alarms/alarms';
import { type Silence, silences } from '../alarms/silence';
import type { Delivery } from '../constructs/account-stack';
import type { OrgConfig } from '../domain/org-config';
import { inParts, partId } from '../domain/parts';
import { type WatchedAccounts, watchedAccounts, watchedRegions } from '../domain/watched-accounts';
import { AlarmsStack, AuditStack, SilenceStack } from './audit-stack';
import { managementForwarding } from './build-guardrails';
import { deliver, memberId } from './deliver';
import { inOrder, waitFor } from './order';
import {
  AccountTrailStack,
  AlarmForwardingRoleStack,
  AlarmForwardingStack,
  ExternalAccessStack,
} from './watched-account-stacks';
import { afterEach, type Waves, waves } from './waves';

/** What is there before the audit. */
interface Watched {
  readonly terraform: Stack;
  readonly products: Waves;
}

/** The trails and the alarms, and what every account and Region sends to the alarms. */
export function auditStacks(app: App, config: OrgConfig, { terraform, products }: Watched): void {
  const { accounts, audit } = config;
  const watched = watchedAccounts(config);
  if (audit === undefined || watched === undefined) return;
  const bus = deliver(app, config, 'Audit', accounts.terraform, (id, delivery) => {
    return new AuditStack(app, id, delivery, config, audit);
  });
  const alarms = ALARM_GROUPS.map((group) =>
    deliver(app, config, `Alarms-${group}`, accounts.terraform, (id, delivery) => {
      return new AlarmsStack(app, id, delivery, config, group);
    }),
  );
  const spread = { nameOf: ({ account }: Silence) => account, sizeOf: () => 1, most: MOST_ACCOUNTS };
  const silent = inParts(silences(config), spread).map((accounts, part) =>
    deliver(app, config, partId('Alarms-silence', part), config.accounts.terraform, (id, delivery) => {
      return new SilenceStack(app, id, delivery, config, accounts);
    }),
  );
  const inOneAccount = forwardingOfAccounts(app, config, watched);
  const everywhere = { by: 'stack set' } as const;
  const trails: Waves = audit.trail === 'own' ? accountTrails(app, config) : new Map();
  const analyzers = audit.externalAccess === undefined ? new Map() : externalAccess(app, config);
  const role = new AlarmForwardingRoleStack(app, memberId('ForwardingRoles'), everywhere, config);
  const roles = waves(app, config, 'ForwardingRoles', {
    what: 'the role that sends what may be an alarm,',
    member: () => role,
  });
  const rule = new AlarmForwardingStack(app, memberId('Forwarding'), everywhere, config);
  const rules = waves(app, config, 'Forwarding', {
    what: 'the rules that send what may be an alarm,',
    member: () => rule,
    after: roles,
    regions: watchedRegions(config),
  });
  // One after the other: what moves to a later part has left its earlier one.
  inOrder(silent.map((stack) => [stack]));
  const ready = inOrder([[terraform], [bus], [...alarms, ...silent]]);
  inOrder([ready, [...inOneAccount.trails, ...inOneAccount.roles], inOneAccount.rules]);
  for (const sets of [trails, roles, analyzers]) {
    waitFor(sets.values(), ready);
    afterEach(sets, products);
  }
  // With the trail there must be something to forward.
  afterEach(rules, trails);
  afterEach(rules, roles);
}

/** For how many accounts a template has room. */
const MOST_ACCOUNTS = 30;

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

function externalAccess(app: App, config: OrgConfig): Waves {
  const member = new ExternalAccessStack(app, memberId('ExternalAccess'), { by: 'stack set' }, config);
  return waves(app, config, 'ExternalAccess', { what: 'an analyzer of external access', member: () => member });
}

function accountTrails(app: App, config: OrgConfig): Waves {
  const member = new AccountTrailStack(app, memberId('AccountTrails'), { by: 'stack set' }, config);
  return waves(app, config, 'AccountTrails', { what: 'a trail', member: () => member });
}
