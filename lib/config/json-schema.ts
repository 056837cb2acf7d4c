import * as z from 'zod';
import { serviceName } from './blocks/terraform';
import { exampleOf } from './example-of';
import { orgSchema } from './org-yaml';
import { guidanceOf } from './schema';

/**
 * `org.schema.json`: lets an editor complete, explain and check `org.yaml` while it is written.
 *
 * @param services - those that orgstrap ships, which an editor offers; a file of the user's own has another name
 */
export function orgJsonSchema(services: readonly string[]): string {
  const schema = z.toJSONSchema(orgSchema, {
    io: 'input',
    override: ({ zodSchema, jsonSchema }) => {
      delete jsonSchema.guidance;
      // The schema that carries the guidance; the one that it wraps comes here as well.
      const guidance = z.globalRegistry.has(zodSchema) ? guidanceOf(zodSchema) : undefined;
      if (guidance === undefined) return;
      const { description, unset } = guidance;
      if (unset !== undefined) jsonSchema.description = `${description} Default: ${unset}.`;
      if (guidance.default !== undefined) jsonSchema.default = guidance.default;
      jsonSchema.examples = [exampleOf(zodSchema)];
      if (zodSchema === serviceName) jsonSchema.anyOf = [{ enum: [...services] }, { pattern: jsonSchema.pattern }];
    },
  });
  return `${JSON.stringify({ title: 'org.yaml of orgstrap', ...schema }, null, '\t')}\n`;
}
