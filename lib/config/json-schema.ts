import * as z from 'zod';
import { orgSchema } from './org-yaml';

/** `org.schema.json`: lets an editor complete and check `org.yaml` while it is written. */
export function orgJsonSchema(): string {
  const schema = z.toJSONSchema(orgSchema, {
    io: 'input',
    override: ({ jsonSchema }) => {
      delete jsonSchema.guidance;
    },
  });
  return `${JSON.stringify({ title: 'org.yaml of orgstrap', ...schema }, null, 2)}\n`;
}
