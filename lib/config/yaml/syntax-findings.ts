import type { Document, LineCounter, YAMLError } from 'yaml';
import { type Finding, finding } from '../finding';

/** One broken quote upsets everything behind it; more than this many reports help nobody. */
const MOST = 10;

const FIXES: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'indent with spaces; YAML does not allow tabs there',
  MULTIPLE_DOCS: 'keep one document: remove the second --- and what follows it',
  BAD_INDENT: 'line the keys of one map up under each other',
  BAD_SCALAR_START: 'put the value in double quotes',
  MISSING_CHAR: 'add the missing character',
  NON_STRING_KEY: 'use plain text as the key',
};

/** What keeps the text from being YAML: the first error of every line. */
export function syntaxFindings(document: Document, lineCounter: LineCounter): Finding[] {
  const findings = new Map<number, Finding>();
  // Unknown tags are reported with all other tags, where the values are known.
  const errors = [...document.errors, ...document.warnings].filter((error) => error.code !== 'TAG_RESOLVE_FAILED');
  for (const error of errors) {
    const found = syntaxFinding(error, lineCounter);
    if (!findings.has(found.line)) findings.set(found.line, found);
  }
  if (document.directives?.yaml.version !== '1.2') findings.set(1, otherVersion());
  return [...findings.values()].slice(0, MOST);
}

function syntaxFinding(error: YAMLError, lineCounter: LineCounter): Finding {
  const { line, col } = lineCounter.linePos(error.pos[0]);
  const [firstLine = ''] = error.message.split('\n');
  return finding({ line: Math.max(line, 1), column: Math.max(col, 1) }, [], {
    found: `text that is not YAML (${firstLine})`,
    expected: 'YAML',
    fix: FIXES[error.code] ?? 'correct this line; the lines after it may be fine',
  });
}

function otherVersion(): Finding {
  return finding({ line: 1, column: 1 }, [], {
    found: 'a %YAML directive for another version',
    expected: 'YAML 1.2, in which a number is a number in every tool',
    fix: 'remove the directive',
  });
}
