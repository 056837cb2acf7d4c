import type { Json } from '../json';

/** Strings whole, brackets one by one, and everything between them. */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]]|[^"{}[\]]+|"/gs;

const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gs;

/** Where in a text something is: from the first character to that behind the last. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Whether a text that is no JSON would need more text to be some: a bracket is open, or a string. */
export function isCutOff(text: string): boolean {
  let depth = 0;
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '"') return true;
    depth += depthOf(token);
  }
  return depth > 0;
}

/**
 * Where the number of a key of the outermost object is. Of a key that is there twice the last counts, as in `JSON.parse` and in Go.
 *
 * @param text - valid JSON
 */
export function spanOfNumber(text: string, key: string): Span | undefined {
  let depth = 0;
  let found: Span | undefined;
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    depth += depthOf(token);
    if (depth !== 1 || !token.startsWith('"') || JSON.parse(token) !== key) continue;
    const end = index + token.length;
    const [, before = '', digits] = /^(\s*:\s*)([-+.\deE]+)/.exec(text.slice(end, end + LONGEST)) ?? [];
    if (digits === undefined) continue;
    const from = end + before.length;
    found = { from, to: from + digits.length };
  }
  return found;
}

/** More white space than anybody writes, and every number. */
const LONGEST = 1000;

function depthOf(token: string): number {
  if (token === '{' || token === '[') return 1;
  return token === '}' || token === ']' ? -1 : 0;
}

/** Stands before the digits of a number that JavaScript cannot hold; no state has it in a text. */
const EXACT = '\u0000number ';

/**
 * The value of a JSON text, in which a number that JavaScript would round is a string of its digits: what differs, differs.
 *
 * @param text - valid JSON
 */
export function exactJson(text: string): Json {
  return JSON.parse(
    text.replace(STRING_OR_NUMBER, (token) => (isExact(token) ? token : JSON.stringify(EXACT + token))),
  );
}

function isExact(token: string): boolean {
  return token.startsWith('"') || String(Number(token)) === token;
}

/** A value as JSON in one line, each number with the digits that it has in the state. */
export function shownJson(value: Json): string {
  return JSON.stringify(value).replace(/"\\u0000number ([-+.\deE]+)"/g, '$1');
}
