import { ACCESSES, type Access } from '../domain/ci-identity';
import { lentRoleName, PLATFORM_ROLES } from '../domain/names';
import type { OrgConfig } from '../domain/org-config';
import type { Lend, ManagedPlatform, PlatformAccount } from '../domain/platform-account';
import { lentBoundary, terraformBoundary } from './boundaries';
import { lentPolicies } from './lent-policies';
import type { RoleDescription } from './role-description';
import { servicePolicies, servicesFor } from './service-policies';
import { rolesOfTerraform, trustedCiRoles } from './terraform-roles';

/**
 * Every role of Terraform in a platform account: those of its own pipelines, and those that it lends.
 *
 * @param stack - what the name of the boundary of its workloads has of its stack, as in `boundaryName`
 * @throws Failure `TooManyPipelines` where a trust policy is larger than IAM takes
 */
export function rolesOfPlatform(
  config: OrgConfig,
  account: PlatformAccount,
  stack: string,
): readonly RoleDescription[] {
  const { managed, lends } = account;
  return [
    ...(managed === undefined ? [] : bothOf(platformRoles(config, account, managed, stack))),
    ...lends.flatMap((lend) => bothOf(lentRoles(config, account, lend))),
  ];
}

/** What the pipelines of a platform account work as there. */
export function platformRoles(
  config: OrgConfig,
  { name, id }: PlatformAccount,
  { services, pipelines }: ManagedPlatform,
  stack: string,
): Readonly<Record<Access, RoleDescription>> {
  return rolesOfTerraform(config, {
    name: (access) => PLATFORM_ROLES[access],
    descriptions: {
      apply: 'The pipelines of this platform account work as this role',
      plan: 'The pipelines of this platform account plan as this role, and change nothing',
    },
    ciRoles: trustedCiRoles(config, `the platform account ${name}`, pipelines),
    boundary: terraformBoundary(config, id, stack, services),
    services: () => servicePolicies(services, servicesFor(config, id)),
    policyId: (part) => part,
    origin: `the services of the platform account ${name}`,
  });
}

/** What a platform account lends under a name: runs of its borrowers enter it, and nobody else. */
export function lentRoles(
  config: OrgConfig,
  account: PlatformAccount,
  lend: Lend,
): Readonly<Record<Access, RoleDescription>> {
  const borrowers = lend.to.map(({ pipeline }) => pipeline);
  return rolesOfTerraform(config, {
    name: (access) => lentRoleName(access, lend.name),
    descriptions: {
      apply: `Lent as ${lend.name}: pipelines that org.yaml names work as this role from other accounts`,
      plan: `Lent as ${lend.name}: pipelines that org.yaml names plan as this role from other accounts`,
    },
    ciRoles: trustedCiRoles(config, `what ${account.name} lends as ${lend.name}`, borrowers),
    boundary: lentBoundary(config, account),
    services: () => lentPolicies(lend, servicesFor(config, account.id)),
    policyId: (part) => `Lent-${lend.name}-${part}`,
    origin: `what ${account.name} lends as ${lend.name}`,
    readOnly: lend.readOnly,
  });
}

function bothOf(roles: Readonly<Record<Access, RoleDescription>>): readonly RoleDescription[] {
  return ACCESSES.map((access) => roles[access]);
}
