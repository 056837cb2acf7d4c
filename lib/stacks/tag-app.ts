import { type App, Tags } from 'aws-cdk-lib/core';
import type { OrgConfig } from '../domain/org-config';

/**
 * Gives the tags of `org.yaml` to every stack, and to every resource that takes tags, StackSets and those in member templates included.
 *
 * StackSets tag their member stacks with their own tags. What stacks have reaches their resources, too, but that varies by the resource's
 * type, and where a control policy requires tags, each call that makes something must have them: so the templates say so themselves. The
 * same key of a stack and of a resource is one tag.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-resource-tags.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStackSet.html
 */
export function tagApp(app: App, { tags = {} }: OrgConfig): void {
  for (const [key, value] of Object.entries(tags)) Tags.of(app).add(key, value);
}
