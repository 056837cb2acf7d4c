import { type App, Validations } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks, HIPAASecurityChecks, type NagPack, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { AcknowledgementChecks } from '../checks/acknowledgement-checks';
import { OrgstrapChecks } from '../checks/orgstrap-checks';
import { ReviewedPack } from '../checks/reviewed-pack';
import { TemplateSize } from '../checks/template-size';
import { TemplateValidation } from '../checks/template-validation';
import { RULE_PACKS } from '../constructs/acknowledge';
import type { FurtherPack } from '../domain/template-finding';
import type { CheckOptions } from './check-options';

const FURTHER_PACKS: Readonly<Record<FurtherPack, (app: App) => NagPack>> = {
  hipaa: (app) => new HIPAASecurityChecks(app),
  pci: (app) => new PCIDSS321Checks(app),
};

/**
 * Everything that every template must pass, the member templates included; synth fails on the first finding that nobody
 * gave a reason for.
 *
 * @returns the names of the checks
 */
export function checkApp(
  app: App,
  { validateTemplates, passedTemplates, furtherPacks = [] }: CheckOptions,
): readonly string[] {
  const packs = [
    new AwsSolutionsChecks(app),
    new NIST80053R5Checks(app),
    ...furtherPacks.map((name) => FURTHER_PACKS[name](app)),
  ].map((pack) => new ReviewedPack(pack));
  const checks = [
    ...packs,
    new AcknowledgementChecks(RULE_PACKS),
    new OrgstrapChecks(),
    new TemplateSize(),
    ...(validateTemplates ? [new TemplateValidation(passedTemplates)] : []),
  ];
  Validations.of(app).addPlugins(...checks);
  return checks.map(({ name }) => name);
}
