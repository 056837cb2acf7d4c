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
  numbered,
  once,
  type PolicyDescription,
  type RoleDescription,
  refuseTooManyPolicies,
  TRUST_LIMIT,
} from './role-description';
import { servicePolicies, serviceValues } from './service-policies';

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
  const services = once(() => servicePolicies(config.terraform.services, serviceValues(config, account)));
  const plan = once(() =>
    numbered('Plan', 'What a plan reads in the services of org.yaml', packPolicies(services().plan)),
  );
  const described = (
    access: Access,
    description: string,
    own: () => readonly PolicyDescription[],
  ): RoleDescription => ({
    name: TERRAFORM_ROLES[access],
    description,
    trust: terraformRoleTrust(config, access, ciRoles[access]),
    boundary: terraformBoundary(config, account, stack),
    policies: once(() => {
      const policies = [...plan(), ...own()];
      refuseTooManyPolicies(policies, 'the services of org.yaml', 'list fewer services');
      return policies;
    }),
  });
  return {
    apply: described('apply', 'Terraform works as this role; only CI Terraform roles become it', () =>
      numbered('Apply', 'What an apply does in the services of org.yaml', packPolicies(services().apply)),
    ),
    plan: described('plan', 'Terraform plans as this role, and changes nothing; only CI plan roles become it', () => [
      {
        id: 'PlanRefusals',
        description: 'What a plan never does, whatever the services allow: decrypt, and read secrets or data',
        pack: [loadPolicy('terraform-plan-role.permissions', {})],
      },
    ]),
  };
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
