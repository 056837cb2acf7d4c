/**
 * What has a meaning in the patterns of policies is itself in what somebody asks for, while the engine underneath takes a
 * resource with a `*` for a pattern: with only `env/*.tflock` granted, an object that is really called `env/*` could be
 * written. And its own patterns stop at the end of a line, though the key of an object may hold one: a `Deny` on
 * `bucket/*` would be passed by. Each stands for itself as a character that no name has.
 */
const LITERALS: Readonly<Record<string, string>> = {
  '*': '\uE02A',
  '?': '\uE03F',
  $: '\uE024',
  '\n': '\uE00A',
  '\r': '\uE00D',
  '\u2028': '\uE028',
  '\u2029': '\uE029',
};

/** A resource that somebody asks for. */
export function literal(resource: string): string {
  return resource.replace(/[*?$\n\r\u2028\u2029]/g, (character) => LITERALS[character] ?? character);
}

/** The value of a condition key, in which the engine looks for no pattern, but which it reads only to the end of a line. */
export function inOneLine(value: string): string {
  return value.replace(/[\n\r\u2028\u2029]/g, (character) => LITERALS[character] ?? character);
}
