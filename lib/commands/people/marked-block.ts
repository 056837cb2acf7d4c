import { Failure } from '../../domain/failure';

/** Lines of a file that belong to orgstrap; everything else in it is somebody else's. */
export interface MarkedBlock {
  /** The first and the last line of the block, which nothing else in the file equals. */
  readonly begin: string;
  readonly end: string;
  /** What stands between them. */
  readonly lines: readonly string[];
}

/** A line that is not in the block. */
export interface ForeignLine {
  /** From 1. */
  readonly number: number;
  /** Without the end of the line. */
  readonly text: string;
}

interface Place {
  readonly before: readonly string[];
  /** What the last line of the block ended with; nothing where there is no block. */
  readonly ending: string | undefined;
  readonly after: readonly string[];
}

/**
 * A text with the block in place of the one that it had, or else at its end. Every other character stays as it is, and
 * the block has the line ends of the text. A text without a line end at its end stays without one.
 *
 * @throws Failure `BrokenBlock` where the text has one mark without the other, or has one of them twice.
 */
export function withBlock(text: string, { begin, end, lines }: MarkedBlock): string {
  // What comes after a lone \r must not make another line end of it.
  const eol = /\r?\n/.exec(text)?.[0] ?? (text.endsWith('\r') ? '\r\n' : '\n');
  const block = [begin, ...lines, end].join(eol);
  const { before, ending, after } = placeOf(text, { begin, end });
  const head = before.join('');
  if (ending !== undefined) return [head, block, ending, ...after].join('');
  if (head === '') return `${block}${eol}`;
  return head.endsWith('\n') ? `${head}${eol}${block}${eol}` : `${head}${eol}${eol}${block}`;
}

/**
 * The lines that are somebody else's.
 *
 * @throws Failure `BrokenBlock`, as `withBlock` does.
 */
export function foreignLines(text: string, marks: Pick<MarkedBlock, 'begin' | 'end'>): readonly ForeignLine[] {
  const { before, after } = placeOf(text, marks);
  const skipped = linesOf(text).length - after.length;
  const numbered = (first: number) => (line: string, index: number) => ({
    number: first + index,
    text: line.replace(/\r?\n$/, ''),
  });
  return [...before.map(numbered(1)), ...after.map(numbered(skipped + 1))];
}

function placeOf(text: string, { begin, end }: Pick<MarkedBlock, 'begin' | 'end'>): Place {
  const lines = linesOf(text);
  const begins = indicesOf(lines, begin);
  const ends = indicesOf(lines, end);
  const [first] = begins;
  const [last] = ends;
  if (first === undefined && last === undefined) return { before: lines, ending: undefined, after: [] };
  if (first === undefined || last === undefined || last < first || begins.length + ends.length > 2) {
    const found = [...begins, ...ends].map((index) => index + 1).sort((a, b) => a - b);
    throw new Failure(
      'BrokenBlock',
      `expected one line "${begin}" and after it one line "${end}", found lines ${found.join(', ')} of the file; ` +
        'remove what orgstrap wrote there, and run this again',
    );
  }
  const ending = /\r?\n$/.exec(lines[last] ?? '')?.[0] ?? '';
  return { before: lines.slice(0, first), ending, after: lines.slice(last + 1) };
}

function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.split(/(?<=\n)/);
}

function indicesOf(lines: readonly string[], mark: string): readonly number[] {
  return lines.flatMap((line, index) => (line.trim() === mark ? [index] : []));
}
