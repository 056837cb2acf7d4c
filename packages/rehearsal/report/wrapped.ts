/** The columns of a terminal that everybody has. */
export const COLUMNS = 80;

/** A text in lines of at most so many characters, broken between words where a word fits into a line. */
export function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).flatMap((each) => piecesOf(each, width))) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, line];
}

function piecesOf(word: string, width: number): readonly string[] {
  return word.match(new RegExp(`.{1,${width}}`, 'gu')) ?? [];
}

/** A text that ends with an ellipsis where it is longer. */
export function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}

/** A paragraph whose first line begins with a mark, and the others below what follows the mark. */
export function marked(mark: string, text: string, mostLines = Number.POSITIVE_INFINITY): readonly string[] {
  const lines = wrapped(text, COLUMNS - mark.length);
  const shown = lines.slice(0, mostLines);
  const last = shown.at(-1);
  if (shown.length < lines.length && last !== undefined) {
    shown[shown.length - 1] = `${cut(last, COLUMNS - mark.length - 1).replace(/…$/, '')}…`;
  }
  return shown.map((line, index) => `${index === 0 ? mark : ' '.repeat(mark.length)}${line}`);
}
