import {
  CloudFormationValidatePlugin,
  type IPolicyValidationContext,
  type PolicyValidationPluginReport,
} from 'aws-cdk-lib/core';
import { withMemberTemplates } from './member-templates';

/** CDK's own validation of templates against CloudFormation's schemas and rules, over the member templates as well. */
export class TemplateValidation extends CloudFormationValidatePlugin {
  override validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    return super.validate(withMemberTemplates(context));
  }
}
