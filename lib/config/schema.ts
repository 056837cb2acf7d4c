import * as z from 'zod';
import type { Node, ScalarNode } from './node';
import type { FileProblem, Wording } from './problem';

/** What a schema says to the person who writes the file. */
export interface Guidance {
  /** A sentence or two; editors show it while one types. */
  readonly description: string;
  /** Completes "expected …". */
  readonly expected: string;
  /** How to mend a value that is not as expected, or one that is missing. */
  readonly fix: string;
  /** A value as somebody may write it. @default - made of the examples of what must stand in the value */
  readonly example?: unknown;
  /** Of a key that may be left out: the value that means the same as no key. */
  readonly default?: unknown;
  /** The same in words, where no value says it; "none: ..." where there is nothing then. */
  readonly unset?: string | undefined;
  /** Of a map from names: what stands for a name in a path, and a name as somebody may choose it. */
  readonly entry?: { readonly placeholder: string; readonly example: string };
  /** Where its keys are those of another key, the path of that one: the reference has them once. */
  readonly keysOf?: string;
  /** Better words for a scalar that is wrong in a known way. */
  readonly explain?: (found: ScalarNode) => Partial<Wording>;
  /** What must hold beyond the schema: between the value and others, or of the keys of a map. */
  readonly rules?: readonly Rule[];
}

/**
 * Finds what is wrong with a value that the file has. It need not be of the kind that its schema asks for: a value with a
 * problem of its own is passed over. A rule is named after what must hold.
 *
 * Rules read nodes and not what zod makes of them. Nodes know their lines, which problems name; zod drops unknown keys and
 * `__proto__`, and a JavaScript object puts keys that are numbers first.
 */
export type Rule = (node: Node, file: OrgFile) => readonly FileProblem[];

/** What a value is compared with. */
export interface OrgFile {
  readonly root: Node;
  /** The services that have a policy file. */
  readonly knownServices: readonly string[];
}

declare module 'zod' {
  interface GlobalMeta {
    /** A `Guidance`: zod rewrites the types of metadata, which recursive ones such as `Node` do not survive. */
    guidance?: unknown;
  }
}

/** A schema with its guidance; `json` goes into the JSON schema only. */
export function guided<S extends z.ZodType>(schema: S, guidance: Guidance, json: Record<string, unknown> = {}): S {
  return schema.meta({ ...json, description: guidance.description, guidance });
}

export function guidanceOf(schema: z.core.$ZodType): Guidance | undefined {
  const guidance = z.globalRegistry.get(schema)?.guidance as Guidance | undefined;
  if (guidance !== undefined) return guidance;
  if (schema instanceof z.ZodOptional) return guidanceOf(schema.unwrap());
  return schema instanceof z.ZodPipe ? guidanceOf(schema.in) : undefined;
}

/** The schema of the value at a path: the way back from a zod issue to what we said about the value. */
export function schemaAt(schema: z.core.$ZodType, path: readonly (string | number)[]): z.core.$ZodType | undefined {
  let here: z.core.$ZodType | undefined = schema;
  for (const step of path) here = here && schemaOfChild(here, step);
  return here;
}

/** The schema of what stands in a map or a list. */
export function schemaOfChild(schema: z.core.$ZodType, step: string | number): z.core.$ZodType | undefined {
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodArray) return typeof step === 'number' ? inner.element : undefined;
  if (typeof step === 'number') return undefined;
  if (inner instanceof z.ZodObject) return Object.hasOwn(inner.shape, step) ? inner.shape[step] : undefined;
  return inner instanceof z.ZodRecord ? inner.valueType : undefined;
}

/** The keys of a closed map; nothing where any name is allowed. */
export function keysOf(schema: z.core.$ZodType | undefined): readonly string[] {
  const inner = schema && unwrapped(schema);
  return inner instanceof z.ZodObject ? Object.keys(inner.shape) : [];
}

/** What a value must be, where it is there, before it is converted. */
function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional) return unwrapped(schema.unwrap());
  return schema instanceof z.ZodPipe ? unwrapped(schema.in) : schema;
}

/** Text of a domain type: `pattern` is what editors check, `is` what gives the value its type. */
export function branded<T extends string>(pattern: RegExp, is: (text: string) => text is T) {
  return z
    .string()
    .regex(pattern)
    .transform((text, context): T => {
      if (is(text)) return text;
      context.addIssue({ code: 'custom', input: text });
      return z.NEVER;
    });
}
