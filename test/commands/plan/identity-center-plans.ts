import { plan } from '../../../lib/commands/plan/plan';
import type { OrgConfig } from '../../../lib/domain/org-config';
import type { AccessRole } from '../../../lib/domain/people';
import { example } from '../../support/examples';
import { deployed, deploymentAccountWith, stacksOf, synthesizing } from './fake-deployment-account';

/** What the example has of a role: assignments and a permission set, the set alone, or nothing. */
type Kept = 'assigned' | 'defined' | 'gone';

/** A role with nothing but policies of AWS, which is in the example, and one with policies of its own. */
type Role = 'auditor' | 'data';

const DATA: AccessRole = { name: 'data', permissions: { kind: 'own', services: ['s3'], managedPolicies: [] } };

/** What `orgstrap plan` says of the way from one to another, and how many assignments go. */
export async function planOf(before: Kept, after: Kept, role: Role = 'auditor') {
  const [was, is] = [configWith(before, role), configWith(after, role)];
  const aws = deploymentAccountWith(deployed(was, stacksOf(was)));
  const { waves, leftPermissionSets, leftPolicies } = await plan(is, synthesizing(stacksOf(is)), aws);
  const unassigned = waves
    .flatMap(({ changes }) => changes)
    .filter(({ type, action }) => type === 'AWS::SSO::Assignment' && action === 'remove').length;
  return { leftPermissionSets, leftPolicies, unassigned };
}

function configWith(kept: Kept, role: Role): OrgConfig {
  const config = example('identity-center.yaml');
  const { people } = config;
  if (people === undefined) throw new Error('the example has no people');
  const others = people.roles.filter(({ name }) => name !== role);
  const own = role === 'data' ? [DATA] : people.roles.filter(({ name }) => name === role);
  return {
    ...config,
    people: {
      ...people,
      roles: kept === 'gone' ? others : [...others, ...own],
      groups: people.groups.map((group) => ({
        ...group,
        access: group.access.map((one) => ({ ...one, roles: rolesOf(one.roles, kept, role) })),
      })),
    },
  };
}

function rolesOf(roles: readonly string[], kept: Kept, role: Role): readonly string[] {
  const others = roles.filter((name) => name !== role);
  return kept === 'assigned' && (role === 'data' || others.length < roles.length) ? [...others, role] : others;
}
