import {
  CfnResource,
  type IPolicyValidationContext,
  type IPolicyValidationPlugin,
  type PolicyValidationPluginReport,
  type PolicyViolation,
} from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import type { Rule } from './rule';
import {
  noBoundaryAsPermission,
  noFullAccess,
  noIamWriteOnAnyResource,
  noInlinePolicy,
  noNotAction,
  noQuestionMark,
} from './rules/permissions';
import { stackSetTargets } from './rules/stack-set';
import { organizationInTrust, subjectInWebIdentityTrust } from './rules/trust';

/** All rules of the pack. */
export const RULES: readonly Rule[] = [
  noFullAccess,
  noBoundaryAsPermission,
  noNotAction,
  noQuestionMark,
  noIamWriteOnAnyResource,
  organizationInTrust,
  subjectInWebIdentityTrust,
  noInlinePolicy,
  stackSetTargets,
];

/**
 * orgstrap's own rule pack: what the stock packs miss at the level of a statement.
 *
 * Its findings are fatal, which CDK lets nobody acknowledge.
 */
export class OrgstrapChecks implements IPolicyValidationPlugin {
  readonly name = 'Orgstrap';
  readonly ruleIds = RULES.map(({ name }) => name);

  validate({ appConstruct }: IPolicyValidationContext): PolicyValidationPluginReport {
    return this.validateScope(appConstruct);
  }

  validateScope(scope: IConstruct): PolicyValidationPluginReport {
    const violations = scope.node
      .findAll()
      .filter((construct) => CfnResource.isCfnResource(construct))
      .flatMap((resource) =>
        RULES.flatMap((rule) => rule.check(resource).map((found) => violation(rule, resource, found))),
      );
    return { success: violations.length === 0, violations };
  }
}

function violation(rule: Rule, resource: CfnResource, found: string): PolicyViolation {
  return {
    ruleName: `Orgstrap-${rule.name}`,
    description: `${found}: ${rule.description}`,
    fix: rule.fix,
    severity: 'fatal',
    violatingResources: [{ constructPath: resource.node.path, locations: ['Properties'] }],
  };
}
