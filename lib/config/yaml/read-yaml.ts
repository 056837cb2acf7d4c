import { LineCounter, parseDocument } from 'yaml';
import { type Finding, finding } from '../finding';
import { nestsTooDeep } from './nesting';
import { syntaxFindings } from './syntax-findings';
import { treeOf } from './tree-of';
import type { YamlReading } from './yaml-reading';

const BYTE_ORDER_MARK = /^\uFEFF/;

/**
 * Reads the plain part of YAML 1.2: maps, lists, text, numbers, truth values and null.
 *
 * Aliases, merge keys and tags are refused: a reviewer should see every value where it counts, and one value has one
 * position. Duplicate keys are found here and not by the library, which compares every key with every other.
 */
export function readYaml(text: string): YamlReading {
  const source = text.replace(BYTE_ORDER_MARK, '');
  if (nestsTooDeep(source)) return { tree: undefined, findings: [tooDeep()] };
  const lineCounter = new LineCounter();
  const options = { lineCounter, stringKeys: true, uniqueKeys: false, prettyErrors: false } as const;
  const document = parseDocument(source, options);
  const syntax = syntaxFindings(document, lineCounter);
  if (syntax.length > 0) return { tree: undefined, findings: syntax };
  return treeOf(document, lineCounter);
}

function tooDeep(): Finding {
  return finding({ line: 1, column: 1 }, [], {
    found: 'values nested in values dozens of levels deep',
    expected: 'the few levels of an org.yaml',
    fix: 'start again from a file under examples/',
  });
}
