import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import {
  CloudFormationValidatePlugin,
  type IPolicyValidationContext,
  type PolicyValidationPluginReport,
  type PolicyValidationStack,
} from 'aws-cdk-lib/core';
import { packageVersion } from '../policies/policies-folder';
import { withMemberTemplates } from './member-templates';

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

/**
 * The templates that CDK's validation found nothing in, each an empty file that is called after a hash of all that the
 * result depends on. So there is no content to be damaged, and two processes that note the same do not meet.
 *
 * A folder that cannot be written notes nothing, and everything is validated as ever.
 */
export class PassedTemplates {
  private readonly versions = [packageVersion(), versionOf(CDK), validatorVersion()];

  constructor(private readonly folder: string) {}

  has(template: PolicyValidationStack): boolean {
    return existsSync(this.fileOf(template));
  }

  add(template: PolicyValidationStack): void {
    try {
      mkdirSync(this.folder, { recursive: true });
      writeFileSync(this.fileOf(template), '');
    } catch {
      // It only saves time.
    }
  }

  private fileOf({ templatePath, accountId, region }: PolicyValidationStack): string {
    const text = readFileSync(templatePath, 'utf8');
    const of = [...this.versions, basename(templatePath), accountId ?? null, region ?? null, text];
    return join(this.folder, createHash('sha256').update(JSON.stringify(of)).digest('hex'));
  }
}

/** What `CloudFormationValidatePlugin.version` says, without the WASM that it asks. */
export function validatorVersion(): string {
  return versionOf(createRequire(CDK).resolve('@aws/cloudformation-validate/package.json'));
}

const CDK = require.resolve('aws-cdk-lib/package.json');

function versionOf(packageFile: string): string {
  return String(JSON.parse(readFileSync(packageFile, 'utf8')).version);
}
