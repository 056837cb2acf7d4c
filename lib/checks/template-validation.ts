import {
  CloudFormationValidatePlugin,
  type IPolicyValidationContext,
  type PolicyValidationPluginReport,
} from 'aws-cdk-lib/core';
import { withMemberTemplates } from './member-templates';
import { PassedTemplates, validatorVersion } from './passed-templates';

/**
 * CDK's own validation of templates against CloudFormation's schemas and rules, over the member templates as well.
 *
 * Starting it costs eight seconds of CPU, so it is not started where every template is known to have passed.
 */
export class TemplateValidation extends CloudFormationValidatePlugin {
  private readonly passed: PassedTemplates | undefined;

  /** @param passedTemplates - the folder in which it is noted which templates passed */
  constructor(passedTemplates?: string) {
    super();
    this.passed = passedTemplates === undefined ? undefined : new PassedTemplates(passedTemplates);
  }

  override get version(): string {
    return validatorVersion();
  }

  override validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const all = withMemberTemplates(context);
    if (all.stackTemplates.every((template) => this.passed?.has(template))) return { success: true, violations: [] };
    const report = super.validate(all);
    // Not so much as a warning, which would have to be shown again.
    if (report.violations.length === 0) for (const template of all.stackTemplates) this.passed?.add(template);
    return report;
  }
}
