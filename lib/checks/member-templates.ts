import { join } from 'node:path';
import { App, type IPolicyValidationContext } from 'aws-cdk-lib/core';
import { AccountStack } from '../constructs/account-stack';

/** The context of a validation with the member templates in it, which CDK does not deploy and so does not list. */
export function withMemberTemplates(context: IPolicyValidationContext): IPolicyValidationContext {
  const outdir = App.of(context.appConstruct)?.outdir ?? '';
  const members = context.appConstruct.node
    .findAll()
    .filter(
      (construct): construct is AccountStack =>
        construct instanceof AccountStack && construct.delivery.by === 'stack set',
    )
    .map((stack) => ({
      stackConstructPath: stack.node.path,
      templatePath: join(outdir, stack.templateFile),
      accountId: undefined,
      region: undefined,
    }));
  const stackTemplates = [...context.stackTemplates, ...members];
  return { ...context, stackTemplates, templatePaths: stackTemplates.map(({ templatePath }) => templatePath) };
}
