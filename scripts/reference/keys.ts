import * as z from 'zod';
import { exampleOf, isOptional } from '../../lib/config/example-of';
import { orgSchema } from '../../lib/config/org-yaml';
import { type Guidance, guidanceOf } from '../../lib/config/schema';

/** A value that org.yaml may have, and what is said of it. */
export interface Key {
  /** As it is written about: names that somebody chooses in capitals, the items of a list as `[]`. */
  readonly path: string;
  /** Where it is in a file whose names are those of the examples. */
  readonly place: readonly (string | number)[];
  /** The key itself; undefined for what somebody names, and for an item of a list. */
  readonly name: string | undefined;
  readonly isRequired: boolean;
  readonly guidance: Guidance;
  readonly example: unknown;
  readonly schema: z.core.$ZodType;
}

/** The least that is a whole file: what must be there, and the pipelines for which there is Terraform. */
export function leastOrgYaml(): Readonly<Record<string, unknown>> {
  const needed = keysBelow(orgSchema).filter(
    ({ path, name, isRequired }) => path === name && (isRequired || path === 'pipelines'),
  );
  return Object.fromEntries(needed.map(({ path, example }) => [path, example]));
}

/** Every value below a schema, each before what is in it. */
export function keysBelow(schema: z.core.$ZodType, path = '', place: Key['place'] = []): readonly Key[] {
  const { inner, entry } = opened(schema);
  if (inner instanceof z.ZodObject) {
    return Object.entries(inner.shape).flatMap(([name, value]) =>
      keysFrom(value, path === '' ? name : `${path}.${name}`, [...place, name], name),
    );
  }
  if (inner instanceof z.ZodRecord && entry !== undefined) {
    return keysFrom(inner.valueType, `${path}.${entry.placeholder}`, [...place, entry.example]);
  }
  return inner instanceof z.ZodArray ? keysFrom(inner.element, `${path}[]`, [...place, 0]) : [];
}

function keysFrom(schema: z.core.$ZodType, path: string, place: Key['place'], name?: string): readonly Key[] {
  const guidance = guidanceOf(schema);
  if (guidance === undefined) throw new Error(`nothing is said of ${path}`);
  const key = { path, place, name, isRequired: !isOptional(schema), guidance, example: exampleOf(schema), schema };
  return guidance.keysOf === undefined ? [key, ...keysBelow(schema, path, place)] : [key];
}

/** What a value must be where it is there; what is said of it may stand at any layer around that. */
function opened(schema: z.core.$ZodType, said?: Guidance['entry']) {
  const entry: Guidance['entry'] = said ?? guidanceOf(schema)?.entry;
  if (schema instanceof z.ZodOptional) return opened(schema.unwrap(), entry);
  if (schema instanceof z.ZodPipe) return opened(schema.in, entry);
  return { inner: schema, entry };
}
