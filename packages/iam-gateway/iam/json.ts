/** JSON as CloudFormation passes it on. */
export type Json = string | number | boolean | readonly Json[] | { readonly [key: string]: Json };

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @throws Error where it is not an object. */
export function objectOf(value: unknown, what: string): JsonObject {
  if (!isObject(value)) throw new Error(`${what} is ${JSON.stringify(value)}, not an object`);
  return value;
}

/** @throws Error where it is not text. */
export function textOf(value: unknown, what: string): string {
  if (typeof value !== 'string') throw new Error(`${what} is ${JSON.stringify(value)}, not text`);
  return value;
}

/** @throws Error where it is not a list. */
export function elementsOf(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error(`${what} is ${JSON.stringify(value)}, not a list`);
  return value;
}

/** @throws Error where it is not a list of text. */
export function textsOf(value: unknown, what: string): readonly string[] {
  return elementsOf(value, what).map((element) => textOf(element, `an element of ${what}`));
}

/** The value of a JSON text; undefined where it is none. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
