import { accessPolicyName, accessRoleName } from '../domain/names';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import type { AccessRole, BuiltInRole, People } from '../domain/people';
import { packPolicies } from '../iam/pack-policies';
import type { PolicyDocument } from '../iam/policy-document';
import { accessBoundary } from './boundaries';
import { loadPolicy, loadPolicyWithAnyOf, type ReviewedPolicy } from './load-policy';
import {
  type BoundaryDescription,
  onceWhileInUse,
  type PolicyDescription,
  type RoleDescription,
  refuseTooManyPolicies,
} from './role-description';
import { type ServiceSource, servicePolicies, servicesFor } from './service-policies';

/** What people work as in a product account. */
export interface AccessRoles {
  readonly boundary: BoundaryDescription;
  /** Every policy that a role may wear, whether one does or not. */
  readonly policies: () => readonly PolicyDescription[];
  /**
   * By the name that `org.yaml` gives each. None with IAM Identity Center: it makes the roles itself, and attaches the policies
   * by name.
   */
  readonly roles: ReadonlyMap<string, RoleDescription>;
}

export function accessRoles(config: OrgConfig, people: People, account: string): AccessRoles {
  const boundary = accessBoundary(config, account);
  const made = onceWhileInUse(() => {
    const { packs, ofRole } = accessPolicies(config, people, servicesFor(config, account));
    const policies = [...packs].map(([name, pack]) => ({
      id: name,
      name,
      description: 'A part of what access roles may do',
      pack,
    }));
    return { policies, ofRole };
  });
  const policiesOf = (role: AccessRole) => {
    const { policies, ofRole } = made();
    const names = ofRole.get(role.name) ?? [];
    return names.flatMap((name) => policies.filter((policy) => policy.name === name));
  };
  const { signIn } = people;
  if (signIn.source !== 'iamUsers') return { boundary, policies: () => made().policies, roles: new Map() };
  const trust = trustOf(config, signIn.mfaMaxAgeHours);
  const described = (role: AccessRole): RoleDescription => {
    const awsManagedPolicies = awsManagedPoliciesWithReasons(config, role);
    return {
      name: accessRoleName(role.name),
      description: `People of the groups that org.yaml gives the role ${role.name} work as this role, after MFA`,
      trust,
      maxSessionDuration: people.sessionHours * SECONDS_OF_AN_HOUR,
      boundary,
      awsManagedPolicies,
      policies: onceWhileInUse(() => {
        const own = policiesOf(role);
        const all = [...own, ...awsManagedPolicies.keys()];
        refuseTooManyPolicies(all, `the services of the access role ${role.name}`, 'list fewer');
        return own;
      }),
    };
  };
  const roles = new Map(people.roles.map((role) => [role.name, described(role)]));
  return { boundary, policies: () => made().policies, roles };
}

const SECONDS_OF_AN_HOUR = 3_600;

/** The ARNs of the managed policies of AWS that a role wears, each with the reason that `org.yaml` gives. */
function awsManagedPoliciesWithReasons(config: OrgConfig, { permissions }: AccessRole): ReadonlyMap<string, string> {
  if (permissions.kind === 'built-in') return new Map();
  const names = namesOf(config);
  return new Map(permissions.managedPolicies.map(({ name, reason }) => [names.awsManagedPolicyArn(name), reason]));
}

/**
 * The trust policy of an access role: people of the Ops account who signed in with MFA not too long ago.
 *
 * It trusts the path of people and not their names, so that a person who comes or goes changes the Ops account alone.
 * Which of them may become the role is said there, by the policies of their groups.
 */
function trustOf(config: OrgConfig, mfaMaxAgeHours: number): PolicyDocument {
  const names = namesOf(config);
  return loadPolicy('access-role.trust', {
    partition: names.partition,
    opsAccount: config.accounts.ops,
    people: names.personArn('*'),
    mfaMaxAgeSeconds: String(mfaMaxAgeHours * SECONDS_OF_AN_HOUR),
    organization: config.organization.id,
  }).document;
}

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
export function accessPolicies(config: OrgConfig, people: People, source: ServiceSource): AccessPolicies {
  const { plan, apply } = servicePolicies(config.terraform.services, source);
  const isIam = ({ name }: { readonly name: string }) => name === 'services/iam';
  const viewer = loadPolicy('access-role.viewer.permissions', {});
  const areKept = people.signIn.source === 'identityCenter';
  const parts = new Map<string, readonly string[]>();
  const packs = new Map<string, readonly ReviewedPolicy[]>();
  const add = (part: string, documents: readonly ReviewedPolicy[], atLeast: number, spare: ReviewedPolicy) => {
    const packed = packPolicies(documents);
    const spares = areKept ? Array.from({ length: Math.max(0, atLeast - packed.length) }, () => [spare]) : [];
    const named = [...packed, ...spares].map(
      (pack, index) => [accessPolicyName(`${part}-${index + 1}`), pack] as const,
    );
    for (const [name, pack] of named) packs.set(name, pack);
    parts.set(
      part,
      named.map(([name]) => name),
    );
  };
  add('view', [viewer, ...plan], KEPT.view, viewer);
  add('refusals', [loadPolicy('terraform-plan-role.permissions', {})], KEPT.refusals, viewer);
  const others = apply.filter((document) => !isIam(document));
  add(
    'change',
    [loadPolicyWithAnyOf('access-role.developer.permissions', source.values), ...others],
    KEPT.change,
    viewer,
  );
  add('iam', apply.filter(isIam), KEPT.iam, viewer);
  for (const { name, permissions } of [...people.roles].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (permissions.kind === 'built-in') continue;
    const own = servicePolicies(permissions.services, source);
    const documents = [...own.plan, ...own.apply];
    const [smallest] = [...documents].sort((a, b) => sizeOf(a) - sizeOf(b));
    if (smallest !== undefined) add(`role-${name}`, documents, KEPT.own, smallest);
  }
  const policiesOf = (role: AccessRole) => partsOf(role).flatMap((part) => parts.get(part) ?? []);
  return { packs, ofRole: new Map(people.roles.map((role) => [role.name, policiesOf(role)])) };
}

/** The managed policies of AWS of a role, by name. */
export function awsManagedPoliciesOf({ permissions }: AccessRole): readonly string[] {
  return permissions.kind === 'own' ? permissions.managedPolicies.map(({ name }) => name) : [];
}

/**
 * How many policies of each kind there are with Identity Center at least, however little there is to say. What the roles
 * of Identity Center wear cannot leave an account before they put it off, which is later: so it does not leave where services
 * come and go. One that has nothing of its own to say repeats a document that everybody who wears it has already.
 *
 * Fifty-four services take no more, and the nine of an admin leave one of the ten that a role may wear.
 */
const KEPT = { view: 2, refusals: 1, change: 6, iam: 1, own: 2 } as const;

function sizeOf({ document }: ReviewedPolicy): number {
  return JSON.stringify(document).length;
}

function partsOf({ name, permissions }: AccessRole): readonly string[] {
  return permissions.kind === 'built-in' ? BUILT_IN[permissions.role] : [`role-${name}`];
}

const BUILT_IN: Readonly<Record<BuiltInRole, readonly string[]>> = {
  admin: ['view', 'change', 'iam'],
  developer: ['view', 'change'],
  viewer: ['view', 'refusals'],
};
