import { z } from 'zod';
import type { Path } from '../yaml/tree';

/** The schema of the value at a path: the way back from a zod issue to what we said about the value. */
export function schemaAt(schema: z.core.$ZodType, path: Path): z.core.$ZodType | undefined {
  let here: z.core.$ZodType | undefined = schema;
  for (const step of path) here = here && stepInto(here, step);
  return here;
}

/** The keys of a closed map; nothing where any name is allowed. */
export function keysOf(schema: z.core.$ZodType | undefined): readonly string[] {
  if (schema instanceof z.ZodOptional) return keysOf(schema.unwrap());
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

function stepInto(schema: z.core.$ZodType, step: string | number): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodOptional) return stepInto(schema.unwrap(), step);
  if (schema instanceof z.ZodObject) return keysOf(schema).includes(String(step)) ? schema.shape[step] : undefined;
  if (schema instanceof z.ZodRecord) return schema.valueType;
  return schema instanceof z.ZodArray ? schema.element : undefined;
}
