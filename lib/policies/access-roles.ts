import { accessRoleName } from '../domain/names';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import type { AccessRole, People } from '../domain/people';
import type { PolicyDocument } from '../iam/policy-document';
import { accessPolicies } from './access-policies';
import { accessBoundary } from './boundaries';
import { loadPolicy } from './load-policy';
import { once } from './once';
import {
  type BoundaryDescription,
  type PolicyDescription,
  type RoleDescription,
  refuseTooManyPolicies,
} from './role-description';
import { serviceValues } from './service-policies';

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
  const made = once(() => {
    const { packs, ofRole } = accessPolicies(config, people, serviceValues(config, account));
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
      policies: once(() => {
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
