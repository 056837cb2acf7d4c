import * as z from 'zod';
import { type Guidance, guidanceOf } from './schema';

/**
 * A value that a schema takes: its own example, or one that is made of the examples of what must stand in it. What stands in a union
 * needs an example of its own.
 *
 * @throws Error where a value has no example
 */
export function exampleOf(schema: z.core.$ZodType): unknown {
  const guidance = guidanceOf(schema);
  return guidance?.example ?? made(schema, guidance);
}

function made(schema: z.core.$ZodType, guidance: Guidance | undefined): unknown {
  if (schema instanceof z.ZodOptional) return made(schema.unwrap(), guidance);
  if (schema instanceof z.ZodPipe) return made(schema.in, guidance);
  if (schema instanceof z.ZodArray) return [exampleOf(schema.element)];
  if (schema instanceof z.ZodRecord && guidance?.entry) {
    return { [guidance.entry.example]: exampleOf(schema.valueType) };
  }
  if (schema instanceof z.ZodObject) return ofNeededKeys(schema);
  throw new Error(`no example of this, and none can be made: ${guidance?.description}`);
}

function ofNeededKeys({ shape }: z.ZodObject): Readonly<Record<string, unknown>> {
  const needed = Object.entries(shape).filter(([, value]) => !isOptional(value));
  return Object.fromEntries(needed.map(([key, value]) => [key, exampleOf(value)]));
}

/** Whether a key may be left out. */
export function isOptional(schema: z.core.$ZodType): boolean {
  if (schema instanceof z.ZodPipe) return isOptional(schema.in);
  return schema instanceof z.ZodOptional;
}
