import type { Access } from '../domain/ci-identity';
import { Failure } from '../domain/failure';
import { TERRAFORM_ROLES } from '../domain/names';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import { ciRolesOf } from '../domain/workspaces';
import { packPolicies } from '../iam/pack-policies';
import type { PolicyDocument } from '../iam/policy-document';
import { terraformBoundary } from './boundaries';
import { loadPolicy } from './load-policy';
import {
  type BoundaryDescription,
  numbered,
  onceWhileInUse,
  type PolicyDescription,
  type RoleDescription,
  refuseTooManyPolicies,
  TRUST_LIMIT,
} from './role-description';
import { type ServicePolicies, servicePolicies, servicesFor } from './service-policies';

/**
 * What Terraform works as in a product account: the Terraform role, and the Terraform plan role. What a plan reads is one set
 * of policies, which both wear.
 *
 * @param ciRoles - the ARNs of the CI roles that may become each; or a token for such a list
 * @param stack - what the name of their boundary has of the stack that makes them, as in `boundaryName`; `*` where nobody knows it
 */
export function terraformRoles(
  config: OrgConfig,
  account: string,
  ciRoles: Readonly<Record<Access, readonly string[]>>,
  stack: string,
): Readonly<Record<Access, RoleDescription>> {
  return rolesOfTerraform(config, {
    name: (access) => TERRAFORM_ROLES[access],
    descriptions: {
      apply: 'Terraform works as this role; only CI Terraform roles become it',
      plan: 'Terraform plans as this role, and changes nothing; only CI plan roles become it',
    },
    ciRoles,
    boundary: terraformBoundary(config, account, stack),
    services: () => servicePolicies(config.terraform.services, servicesFor(config, account)),
    policyId: (part) => part,
    origin: 'the services of org.yaml',
  });
}

/** Two roles of an account, to apply and to plan, that wear what a plan reads in the same services. */
export interface TerraformRolesProps {
  readonly name: (access: Access) => string;
  readonly descriptions: Readonly<Record<Access, string>>;
  /** Whom each trusts. */
  readonly ciRoles: Readonly<Record<Access, readonly string[]>>;
  readonly boundary: BoundaryDescription;
  readonly services: () => ServicePolicies;
  /** What a policy is called among all of its account. */
  readonly policyId: (part: string) => string;
  /** Completes "what a plan reads in". */
  readonly origin: string;
  /** Whether the role for apply reads alone, too. @default - it changes things */
  readonly readOnly?: boolean;
}

export function rolesOfTerraform(
  config: OrgConfig,
  { name, descriptions, ciRoles, boundary, services: policiesOf, policyId, origin, readOnly }: TerraformRolesProps,
): Readonly<Record<Access, RoleDescription>> {
  const services = onceWhileInUse(policiesOf);
  const plan = onceWhileInUse(() =>
    numbered(policyId('Plan'), `What a plan reads in ${origin}`, packPolicies(services().plan)),
  );
  const refusals = (): readonly PolicyDescription[] => [
    {
      // The same for all of an account.
      id: 'PlanRefusals',
      description: 'What a plan never does, whatever the services allow: decrypt, and read secrets or data',
      pack: [loadPolicy('terraform-plan-role.permissions', {})],
    },
  ];
  const changes = () => numbered(policyId('Apply'), `What an apply does in ${origin}`, packPolicies(services().apply));
  const described = (access: Access, own: () => readonly PolicyDescription[]): RoleDescription => ({
    name: name(access),
    description: descriptions[access],
    trust: terraformRoleTrust(config, access, ciRoles[access]),
    boundary,
    policies: onceWhileInUse(() => {
      const policies = [...plan(), ...own()];
      refuseTooManyPolicies(policies, origin, 'list fewer services');
      return policies;
    }),
  });
  return { apply: described('apply', readOnly ? refusals : changes), plan: described('plan', refusals) };
}

/** The trust policy of the Terraform role or the Terraform plan role. `ciRoles` are ARNs, or a token for a list of them. */
export function terraformRoleTrust(config: OrgConfig, access: Access, ciRoles: readonly string[]): PolicyDocument {
  return loadPolicy(TRUSTS[access], {
    partition: namesOf(config).partition,
    terraformAccount: config.accounts.terraform,
    organization: config.organization.id,
    ciRoles,
  }).document;
}

const TRUSTS: Readonly<Record<Access, string>> = { apply: 'terraform-role.trust', plan: 'terraform-plan-role.trust' };

/**
 * The ARNs of the CI roles of some pipelines, as the two roles of an environment trust them.
 *
 * @throws Failure `TooManyPipelines` where the trust policy with all of them is larger than IAM takes.
 */
export function trustedCiRoles(
  config: OrgConfig,
  environment: string,
  pipelines: readonly string[],
): Readonly<Record<Access, readonly string[]>> {
  return {
    apply: fittingCiRoles(config, 'apply', environment, pipelines),
    plan: fittingCiRoles(config, 'plan', environment, pipelines),
  };
}

function fittingCiRoles(
  config: OrgConfig,
  access: Access,
  environment: string,
  pipelines: readonly string[],
): readonly string[] {
  const arns = ciRolesOf(config, access, pipelines);
  const size = JSON.stringify(terraformRoleTrust(config, access, arns)).length;
  if (size > TRUST_LIMIT) {
    throw new Failure(
      'TooManyPipelines',
      `${pipelines.length} pipelines may change ${environment}: the trust policy of its Terraform role would have ${size} characters, IAM takes ${TRUST_LIMIT}; let fewer pipelines change it, or give them shorter names`,
    );
  }
  return arns;
}
