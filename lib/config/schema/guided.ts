import { z } from 'zod';
import type { Verdict } from '../finding';
import type { TreeScalar } from '../yaml/tree';

/** What a schema says to the person who writes the file. */
export interface Guidance {
  /** A sentence or two; editors show it while one types. */
  readonly description: string;
  /** Completes "expected …". */
  readonly expected: string;
  /** How to mend a value that is not as expected, or one that is missing. */
  readonly fix: string;
  /** Better words for a scalar that is wrong in a known way. */
  readonly explain?: (found: TreeScalar) => Partial<Verdict>;
}

declare module 'zod' {
  interface GlobalMeta {
    guidance?: Guidance;
  }
}

/** A schema with its guidance; `json` goes into the JSON schema only. */
export function guided<S extends z.ZodType>(schema: S, guidance: Guidance, json: Record<string, unknown> = {}): S {
  return schema.meta({ ...json, description: guidance.description, guidance });
}

export function guidanceOf(schema: z.core.$ZodType): Guidance | undefined {
  const guidance = z.globalRegistry.get(schema)?.guidance;
  return guidance === undefined && schema instanceof z.ZodOptional ? guidanceOf(schema.unwrap()) : guidance;
}
