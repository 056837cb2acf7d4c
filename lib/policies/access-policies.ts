import { accessPolicyName } from '../domain/names';
import type { OrgConfig } from '../domain/org-config';
import type { AccessRole, BuiltInRole, People } from '../domain/people';
import { packPolicies } from '../iam/pack-policies';
import { loadPolicy, loadPolicyWithAnyOf, type ReviewedPolicy } from './load-policy';
import { type ServiceValues, servicePolicies } from './service-policies';

/** The managed policies of the access roles, the same in every product account. */
export interface AccessPolicies {
  /** By name, in an order that does not depend on that of `org.yaml`. */
  readonly packs: ReadonlyMap<string, readonly ReviewedPolicy[]>;
  /** The names of the policies of each role, by the role's name. */
  readonly ofRole: ReadonlyMap<string, readonly string[]>;
}

/**
 * What access roles may do. The three built-in ones are made of the documents of `terraform.services`, so the person who adds
 * a service has said what people may do with it: `viewer` reads what a plan reads, `developer` changes what an apply
 * changes but IAM, `admin` changes that, too.
 */
export function accessPolicies(config: OrgConfig, people: People, values: ServiceValues): AccessPolicies {
  const { plan, apply } = servicePolicies(config.terraform.services, values);
  const isIam = ({ name }: { readonly name: string }) => name === 'services/iam';
  const parts = new Map<string, readonly string[]>();
  const packs = new Map<string, readonly ReviewedPolicy[]>();
  const add = (part: string, documents: readonly ReviewedPolicy[]) => {
    const named = packPolicies(documents).map(
      (pack, index) => [accessPolicyName(`${part}-${index + 1}`), pack] as const,
    );
    for (const [name, pack] of named) packs.set(name, pack);
    parts.set(
      part,
      named.map(([name]) => name),
    );
  };
  add('view', [loadPolicy('access-role.viewer.permissions', {}), ...plan]);
  add('refusals', [loadPolicy('terraform-plan-role.permissions', {})]);
  add('change', [
    loadPolicyWithAnyOf('access-role.developer.permissions', values),
    ...apply.filter((document) => !isIam(document)),
  ]);
  add('iam', apply.filter(isIam));
  for (const { name, permissions } of [...people.roles].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (permissions.kind === 'built-in' || permissions.services.length === 0) continue;
    const own = servicePolicies(permissions.services, values);
    add(`role-${name}`, [...own.plan, ...own.apply]);
  }
  const policiesOf = (role: AccessRole) => partsOf(role).flatMap((part) => parts.get(part) ?? []);
  return { packs, ofRole: new Map(people.roles.map((role) => [role.name, policiesOf(role)])) };
}

/** The managed policies of AWS of a role, by name. */
export function awsManagedPoliciesOf({ permissions }: AccessRole): readonly string[] {
  return permissions.kind === 'own' ? permissions.managedPolicies.map(({ name }) => name) : [];
}

function partsOf({ name, permissions }: AccessRole): readonly string[] {
  return permissions.kind === 'built-in' ? BUILT_IN[permissions.role] : [`role-${name}`];
}

const BUILT_IN: Readonly<Record<BuiltInRole, readonly string[]>> = {
  admin: ['view', 'change', 'iam'],
  developer: ['view', 'change'],
  viewer: ['view', 'refusals'],
};
