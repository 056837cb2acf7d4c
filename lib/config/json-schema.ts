import * as z from 'zod';
import { exampleOf } from './example-of';
import { orgSchema } from './org-yaml';
import { guidanceOf } from './schema';

/** `org.schema.json`: lets an editor complete, explain and check `org.yaml` while it is written. */
export function orgJsonSchema(): string {
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
    },
  });
  return `${JSON.stringify({ title: 'org.yaml of orgstrap', ...schema }, null, 2)}\n`;
}
