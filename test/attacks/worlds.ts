import type { AccountId } from '../../lib/domain/ids';
import type { OrgConfig } from '../../lib/domain/org-config';
import type { People } from '../../lib/domain/people';
import type { Snapshot } from '../../packages/iam-gateway/iam/snapshot';
import { accessSnapshot, guardedSnapshot } from '../access/organizations';
import { OPS } from '../support/org-config';
import { auditedSnapshotWithEveryService, EVERY_SERVICE, snapshotWithEveryService } from './every-service';

/** Where attempts are made, all under guardrails. */
export const WORLDS = {
  /** Every service that is shipped. */
  every: snapshotWithEveryService,
  /** The same with a trail and alarms. */
  audited: auditedSnapshotWithEveryService,
  people: () => accessSnapshot('people').snapshot,
  /** Jobs of CI deploy: from Ops, which is not the Terraform account, and the guardrails from the management account. */
  deployed: () => accessSnapshot('deployed').snapshot,
  /** An access role of the organization's own, to which somebody gave AdministratorAccess. */
  power: () => guarded({ people: withRole({ name: 'power', managedPolicies: ['AdministratorAccess'], services: [] }) }),
  /** Terraform manages functions, and nothing that keeps secrets or data. */
  few: () => guarded({ terraform: { services: ['lambda', 'iam', 'logs'] } }),
  /** Workloads use services that Terraform does not manage. */
  workloads: () => guarded({ workloads: { services: ['appconfig', 'bedrock', 'ses', 'sts', 'textract'] } }),
  /** People sign in through IAM Identity Center, which the Ops account administers. */
  identityCenter: () => guarded({ people: { ...PEOPLE, signIn: IDENTITY_CENTER } }),
} as const satisfies Record<string, () => Snapshot>;

function guarded(changes: Partial<OrgConfig>): Snapshot {
  return guardedSnapshot({ ...EVERY_SERVICE, ...changes }).snapshot;
}

const IDENTITY_CENTER: People['signIn'] = {
  source: 'identityCenter',
  instance: 'arn:aws:sso:::instance/ssoins-1111111111111111',
  account: OPS as AccountId,
  groupIds: { operators: '11111111-2222-3333-4444-555555555555' },
};

const PEOPLE: People = {
  sessionHours: 1,
  roles: [
    { name: 'admin', permissions: { kind: 'built-in', role: 'admin' } },
    { name: 'developer', permissions: { kind: 'built-in', role: 'developer' } },
    { name: 'viewer', permissions: { kind: 'built-in', role: 'viewer' } },
  ],
  groups: [{ name: 'operators', access: [{ environment: 'dev', roles: ['admin'] }] }],
  signIn: { source: 'iamUsers', mfaMaxAgeHours: 12, users: [{ name: 'first-operator', groups: ['operators'] }] },
};

function withRole(role: {
  readonly name: string;
  readonly services: readonly string[];
  readonly managedPolicies: readonly string[];
}): People {
  const { name, services, managedPolicies } = role;
  const own = {
    kind: 'own' as const,
    services,
    managedPolicies: managedPolicies.map((name) => ({ name, reason: 'the worst that somebody may write' })),
  };
  return { ...PEOPLE, roles: [...PEOPLE.roles, { name, permissions: own }] };
}
