import { ACCESSES } from '../domain/ci-identity';
import {
  ACCESS_BOUNDARY,
  BOUNDARIES_OF_WORKLOADS,
  boundaryName,
  CI_BOUNDARY,
  IAM_PATH,
  LENT_BOUNDARY,
  WORKLOAD_IAM_PATH,
} from '../domain/names';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import type { PlatformAccount } from '../domain/platform-account';
import { s3Service } from '../domain/region';
import { enteredRolePatterns } from '../domain/workspaces';
import { lentPolicies } from './lent-policies';
import { loadPolicy, type ReviewedPolicy } from './load-policy';
import type { BoundaryDescription } from './role-description';
import { serviceActions, servicePolicies, servicesFor } from './service-policies';

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
      const source = servicesFor(config, account);
      const serviceActionsOf = serviceActions(servicePolicies(services, source));
      return [
        loadPolicy('terraform-role.boundary', { ...source.values, serviceActions: serviceActionsOf }),
        protection(config, account, stack),
      ];
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
      return [loadPolicy('lent-role.boundary', { serviceActions: actions }), protection(config, id, '*')];
    },
  };
}

export function accessBoundary(config: OrgConfig, account: string): BoundaryDescription {
  return {
    name: ACCESS_BOUNDARY,
    description: 'What no access role of this account can exceed',
    // Another stack makes the boundary of workloads, and may have made it more than once.
    pack: () => [loadPolicy('access-role.boundary', {}), protection(config, account, '*')],
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

/** What every boundary of a product account denies: that of Terraform and of workloads, and that of access roles. */
function protection(config: OrgConfig, account: string, stack: string): ReviewedPolicy {
  const names = namesOf(config);
  return loadPolicy('protection.boundary', {
    partition: names.partition,
    path: IAM_PATH,
    workloadPath: WORKLOAD_IAM_PATH,
    boundary: names.policyArn(account, boundaryName(stack)),
    boundaries: names.policyArn(account, BOUNDARIES_OF_WORKLOADS),
  });
}
