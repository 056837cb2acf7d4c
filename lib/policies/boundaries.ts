import { ACCESSES } from '../domain/ci-identity';
import { ACCESS_BOUNDARY, boundaryName, CI_BOUNDARY, LENT_BOUNDARY } from '../domain/names';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import type { PlatformAccount } from '../domain/platform-account';
import { s3Service } from '../domain/region';
import { enteredRolePatterns } from '../domain/workspaces';
import { lentPolicies } from './lent-policies';
import { loadPolicy } from './load-policy';
import { protection } from './protection';
import type { BoundaryDescription } from './role-description';
import { serviceActions, servicesFor } from './service-policies';
import { allowedToTerraformAndWorkloads } from './workload-boundary';

/**
 * What the Terraform role of an account, and every role that Terraform makes, can never exceed.
 *
 * @param stack - what its name has of the stack that makes it, as in `boundaryName`
 */
export function terraformBoundary(
  config: OrgConfig,
  account: string,
  stack: string,
  /** @default - those of product accounts */
  services: readonly string[] = config.terraform.services,
): BoundaryDescription {
  return {
    name: boundaryName(stack),
    description: 'What the Terraform role, and every role that Terraform makes, can never exceed',
    pack: () => {
      const allowed = allowedToTerraformAndWorkloads(config, account, services);
      const opened = config.terraform.accountSwitches;
      return [...allowed, protection(config, { account, stack, allowed, opened })];
    },
  };
}

/** What nothing that an account of the platform lends can exceed, with any policies attached to it. */
export function lentBoundary(config: OrgConfig, { id, lends }: PlatformAccount): BoundaryDescription {
  return {
    name: LENT_BOUNDARY,
    description: 'What nothing that this account lends can exceed',
    pack: () => {
      const source = servicesFor(config, id);
      const all = lends.map((lend) => lentPolicies(lend, source));
      const actions = serviceActions({
        plan: all.flatMap(({ plan }) => plan),
        apply: all.flatMap(({ apply }) => apply),
      });
      const allowed = [loadPolicy('lent-role.boundary', { serviceActions: actions })];
      return [...allowed, protection(config, { account: id, stack: '*', allowed })];
    },
  };
}

export function accessBoundary(config: OrgConfig, account: string): BoundaryDescription {
  return {
    name: ACCESS_BOUNDARY,
    description: 'What no access role of this account can exceed',
    pack: () => {
      const allowed = [loadPolicy('access-role.boundary', {})];
      // Another stack makes the boundary of workloads, and may have made it more than once.
      return [...allowed, protection(config, { account, stack: '*', allowed })];
    },
  };
}

/**
 * What nobody that orgstrap makes in the Terraform account can exceed, with any policies attached to them.
 *
 * Where that account is the Ops account, too, it is as powerful as the management account: through StackSets it reaches
 * every account of the organization.
 */
export function ciBoundary(config: OrgConfig): BoundaryDescription {
  return {
    name: CI_BOUNDARY,
    description: 'What nobody that orgstrap makes in this account can exceed',
    pack: () => {
      const names = namesOf(config);
      return [
        loadPolicy('ci.boundary', {
          ciRoles: ACCESSES.map((access) => names.ciRoleArn(access, '*')),
          terraformRoles: ACCESSES.flatMap((access) => enteredRolePatterns(config, access)),
          // Those of both namespaces, so that an administrator can let a pipeline read what a move left behind.
          stateBuckets: names.bucketArn(names.bucketsPattern('state-*')),
          keys: names.keysPattern,
          s3Service: s3Service(config.homeRegion),
        }),
      ];
    },
  };
}
