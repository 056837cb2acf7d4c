import { Lexer, Parser } from 'yaml';

const DEEPEST = 64;

/**
 * Whether a text nests deeper than any configuration would.
 *
 * Building a document is recursive, and V8 ends the whole process when the stack runs out inside a regular expression; the
 * token parser works on a stack of its own and can be watched.
 */
export function nestsTooDeep(text: string): boolean {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    // A generator: it works only while it is being read.
    Array.from(parser.next(lexeme));
    if (parser.stack.length > DEEPEST) return true;
  }
  return false;
}
