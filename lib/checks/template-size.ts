import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type {
  IPolicyValidationContext,
  IPolicyValidationPlugin,
  PolicyValidationPluginReport,
  PolicyViolation,
} from 'aws-cdk-lib/core';
import { stringify } from 'yaml';
import { FEWER_ACCOUNTS } from '../policies/ci-role';
import { withMemberTemplates } from './member-templates';

/**
 * The most bytes of a template that is sent with the request, as all of orgstrap's are: there is no bucket to put them in.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 */
export const TEMPLATE_LIMIT = 51_200;

/** Finds templates that are too large to be deployed, and says which of their resources are the largest. */
export class TemplateSize implements IPolicyValidationPlugin {
  readonly name = 'Template Size';

  validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const sentByTheCdk = new Set(context.templatePaths);
    const violations = withMemberTemplates(context).stackTemplates.flatMap(({ templatePath, stackConstructPath }) =>
      check(templatePath, stackConstructPath, sentByTheCdk.has(templatePath) ? templateSize : Buffer.byteLength),
    );
    return { success: violations.length === 0, violations };
  }
}

/**
 * The size that counts, in bytes, of a template that the CDK CLI sends: CloudFormation takes the JSON, but the CLI turns it
 * into YAML first, which may be larger. A StackSet carries its member template as the JSON that it is.
 */
export function templateSize(template: string): number {
  const yaml = stringify(JSON.parse(template), { schema: 'yaml-1.1', version: '1.1', lineWidth: 0 });
  return Math.max(Buffer.byteLength(template), Buffer.byteLength(yaml));
}

/** What `templateSize` is at most: every key and every value on a line of its own, all of them in quotes. */
export function mostBytesOf(template: string): number {
  return Math.max(Buffer.byteLength(template), mostBytesAsYaml(JSON.parse(template), 0));
}

function mostBytesAsYaml(value: unknown, indentation: number): number {
  if (typeof value !== 'object' || value === null) return mostBytesOfScalar(String(value), indentation);
  return Object.entries(value).reduce(
    (sum, [key, child]) =>
      sum +
      (Array.isArray(value) ? indentation + '- '.length : mostBytesOfScalar(key, indentation) + ': '.length) +
      mostBytesAsYaml(child, indentation + 2),
    '{}\n'.length,
  );
}

/** YAML escapes what is not plain ASCII with up to six bytes each, and gives each line of a text its indentation. */
function mostBytesOfScalar(text: string, indentation: number): number {
  const odd = text.match(/[^ -~]|["'\\]/g)?.length ?? 0;
  const lines = 1 + (text.match(/\n/g)?.length ?? 0);
  return text.length + odd * 5 + lines * (indentation + '"">-\n'.length);
}

const FIX = `For a pipeline: ${FEWER_ACCOUNTS}. Otherwise list fewer services, or let IAM Identity Center have the people`;

function check(
  templatePath: string,
  constructPath: string,
  sizeOf: (template: string) => number,
): readonly PolicyViolation[] {
  const template = readFileSync(templatePath, 'utf8');
  // Making the YAML of each would cost as much as the synth.
  if (mostBytesOf(template) <= TEMPLATE_LIMIT) return [];
  const size = sizeOf(template);
  if (size <= TEMPLATE_LIMIT) return [];
  const resources: Readonly<Record<string, unknown>> = JSON.parse(template).Resources;
  const largest = Object.entries(resources)
    .map(([id, resource]) => ({ id, bytes: Buffer.byteLength(JSON.stringify(resource)) }))
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, 3)
    .map(({ id, bytes }) => `${id} (${bytes} bytes)`);
  return [
    {
      ruleName: 'Template-Size',
      description: `${basename(templatePath)} has ${size} bytes, CloudFormation takes ${TEMPLATE_LIMIT}; its largest resources: ${largest.join(', ')}. ${FIX}`,
      severity: 'fatal',
      violatingResources: [{ constructPath, templatePath, locations: [] }],
    },
  ];
}
