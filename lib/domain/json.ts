/** A value of a JSON document. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [name: string]: Json;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** The value of a JSON text; undefined where it is none. */
export function parsedJson(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A list as it is, one value as a list of one, and nothing as an empty one: IAM and CloudFormation allow all three. */
export function listOf(value: string | readonly string[] | undefined): readonly string[];
export function listOf(value: Json | undefined): readonly Json[];
export function listOf(value: Json | undefined): readonly Json[] {
  if (value === undefined) return [];
  return isList(value) ? value : [value];
}

/** JSON with its keys in order: equal for equal values. Nothing for nothing. */
export function canonical(value: Json | undefined): string {
  if (value === undefined) return '';
  if (isList(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const entries = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
  return `{${entries.join(',')}}`;
}

/** A string as it is, and any other value as canonical JSON. */
export function plainText(value: Json): string {
  return typeof value === 'string' ? value : canonical(value);
}
