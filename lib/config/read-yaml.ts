import { Composer, type CST, type Document, Lexer, LineCounter, Parser, type YAMLError, YAMLParseError } from 'yaml';
import { type PlainYaml, plainYaml } from './plain-yaml';
import { cut, type FileProblem, problemAt, problemOfFile } from './problem';

const BYTE_ORDER_MARK = /^\uFEFF/;

const DEEPEST = 64;

/** One broken quote upsets everything behind it; more than this many reports help nobody. */
const MOST_PROBLEMS = 10;

/** In the words of the library, which says it only to those who let it parse the text. */
const MULTIPLE_DOCUMENTS = 'Source contains multiple documents; please use YAML.parseAllDocuments()';

const FIXES: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'indent with spaces; YAML does not allow tabs there',
  MULTIPLE_DOCS: 'keep one document: remove the second --- and what follows it',
  BAD_INDENT: 'line the keys of one map up under each other',
  BAD_SCALAR_START: 'put the value in double quotes',
  MISSING_CHAR: 'add the missing character',
  NON_STRING_KEY: 'use plain text as the key',
};

/**
 * Reads the plain part of YAML 1.2: maps, lists, text, numbers, truth values and null.
 *
 * Aliases, merge keys and tags are refused: a reviewer should see every value where it counts, and one value has one
 * position. It never throws.
 */
export function readYaml(text: string): PlainYaml {
  const source = text.replace(BYTE_ORDER_MARK, '');
  const conflicts = conflictsIn(source);
  if (conflicts.length > 0) return notRead(conflicts);
  const lineCounter = new LineCounter();
  const tokens = tokensOf(source, lineCounter);
  if (tokens === undefined) return notRead([tooDeep()]);
  const document = documentOf(tokens, source.length);
  const syntax = syntaxProblems(document, lineCounter);
  if (syntax.length > 0) return notRead(syntax);
  return plainYaml(document.contents, lineCounter);
}

function notRead(problems: readonly FileProblem[]): PlainYaml {
  return { root: undefined, problems, halves: [] };
}

/** What a merge left to be decided: the first line of each conflict. */
function conflictsIn(source: string): FileProblem[] {
  const lines = source.split(/\r?\n/);
  return lines
    .flatMap((line, index) => (/^<{7}(?: |$)/.test(line) ? [index + 1] : []))
    .slice(0, MOST_PROBLEMS)
    .map((line) =>
      problemAt(
        { path: [], position: { line, column: 1 } },
        {
          found: 'a conflict that a merge left (<<<<<<<)',
          expected: 'one of its two sides',
          fix: 'decide, and remove the lines that begin with <<<<<<<, ======= and >>>>>>>',
        },
      ),
    );
}

/**
 * The tokens of a text; `undefined` where it nests deeper than any configuration would.
 *
 * Building a document is recursive, and V8 ends the whole process when the stack runs out inside a regular expression; the
 * token parser works on a stack of its own and can be watched.
 */
function tokensOf(source: string, lineCounter: LineCounter): CST.Token[] | undefined {
  const parser = new Parser(lineCounter.addNewLine);
  lineCounter.addNewLine(0);
  const tokens: CST.Token[] = [];
  for (const lexeme of new Lexer().lex(source)) {
    tokens.push(...parser.next(lexeme));
    if (parser.stack.length > DEEPEST) return undefined;
  }
  tokens.push(...parser.end());
  return tokens;
}

function documentOf(tokens: readonly CST.Token[], length: number): Document {
  // Keys that are there twice are found with the values: the library would compare every key with every other.
  const composer = new Composer({ stringKeys: true, uniqueKeys: false });
  const [document, second] = composer.compose(tokens, true, length);
  if (document === undefined) throw new Error('yaml composed no document, which it was told to do for every text');
  if (second !== undefined) {
    const [start, end] = second.range;
    document.errors.push(new YAMLParseError([start, end], 'MULTIPLE_DOCS', MULTIPLE_DOCUMENTS));
  }
  return document;
}

/** What keeps the text from being YAML: the first error of every line. */
function syntaxProblems(document: Document, lineCounter: LineCounter): FileProblem[] {
  const problems = new Map<number, FileProblem>();
  // Unknown tags are reported with all other tags, where the values are known.
  const errors = [...document.errors, ...document.warnings].filter((error) => error.code !== 'TAG_RESOLVE_FAILED');
  for (const error of errors) {
    const problem = syntaxProblem(error, lineCounter);
    if (!problems.has(problem.line)) problems.set(problem.line, problem);
  }
  if (document.directives?.yaml.version !== '1.2') problems.set(1, otherVersion());
  return [...problems.values()].slice(0, MOST_PROBLEMS);
}

function syntaxProblem(error: YAMLError, lineCounter: LineCounter): FileProblem {
  const { line, col } = lineCounter.linePos(error.pos[0]);
  const [firstLine = ''] = error.message.split('\n');
  const position = { line: Math.max(line, 1), column: Math.max(col, 1) };
  return problemAt(
    { path: [], position },
    {
      found: `text that is not YAML (${cut(firstLine)})`,
      expected: 'YAML',
      fix: FIXES[error.code] ?? 'correct this line; the lines after it may be fine',
    },
  );
}

function otherVersion(): FileProblem {
  return problemOfFile({
    found: 'a %YAML directive for another version',
    expected: 'YAML 1.2, in which a number is a number in every tool',
    fix: 'remove the directive',
  });
}

function tooDeep(): FileProblem {
  return problemOfFile({
    found: 'values nested in values dozens of levels deep',
    expected: 'the few levels of an org.yaml',
    fix: 'start again from a file under examples/',
  });
}
