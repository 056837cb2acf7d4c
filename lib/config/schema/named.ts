import { z } from 'zod';

/**
 * A map from names to values with at least one entry.
 *
 * Whether a name is fit is a rule of its own (`rules/names.ts`): zod does not look at the value under a bad key, and one
 * mistake must not hide another. Editors see the pattern all the same.
 */
export function named<V extends z.ZodType>(name: { pattern: RegExp; longest: number }, value: V) {
  const key = z.string().meta({ pattern: name.pattern.source, maxLength: name.longest });
  return z.record(key, value);
}

/** For `refine`. */
export function isNotEmpty(map: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(map).length > 0;
}
