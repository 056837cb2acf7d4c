/** The sizes of a picture of a terminal, in its own units. */
const CHARACTER = 8.4;
const LINE = 19;
const MARGIN = 16;
const COLUMNS = 80;

type Colour = 'text' | 'dim' | 'green' | 'red' | 'yellow';

/** On the dark ground of the picture, whatever the page around it looks like. */
const COLOURS: Readonly<Record<Colour, string>> = {
  text: '#e6edf3',
  dim: '#9aa4af',
  green: '#6fd08c',
  red: '#ff8d8d',
  yellow: '#f0b866',
};

interface Style {
  readonly colour: Colour;
  readonly isBold: boolean;
}

const PLAIN: Style = { colour: 'text', isBold: false };

const COLOUR_NUMBERS: Readonly<Record<string, Colour>> = { 2: 'dim', 31: 'red', 32: 'green', 33: 'yellow', 39: 'text' };

interface Piece extends Style {
  readonly text: string;
  /** Of its first character. */
  readonly column: number;
}

/**
 * A picture of what a terminal shows. Every piece of text has its place and its width, so that columns stand below each other with any font.
 *
 * @param title - what it shows, for those who do not see it
 * @throws Error where it has another escape sequence than those of colours
 * @see https://www.w3.org/TR/SVG2/text.html
 */
export function terminalSvg(title: string, text: string): string {
  const lines = rowsOf(text).map(piecesOf);
  const width = COLUMNS * CHARACTER + 2 * MARGIN;
  const height = lines.length * LINE + 2 * MARGIN;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 ${round(width)} ${round(height)}" width="${round(width)}">`,
    `<title>${escaped(title)}</title>`,
    '<rect width="100%" height="100%" rx="8" fill="#0d1117"/>',
    '<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, Liberation Mono, monospace" font-size="14">',
    ...lines.flatMap((pieces, index) => pieces.map((piece) => textOf(piece, MARGIN + (index + 0.75) * LINE))),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

function textOf({ text, column, colour, isBold }: Piece, y: number): string {
  const trimmed = text.trimEnd();
  const before = trimmed.length - trimmed.trimStart().length;
  const x = round(MARGIN + (column + before) * CHARACTER);
  const shown = trimmed.trimStart();
  const weight = isBold ? ' font-weight="bold"' : '';
  const length = round(shown.length * CHARACTER);
  return `<text x="${x}" y="${round(y)}" textLength="${length}" lengthAdjust="spacingAndGlyphs" xml:space="preserve" fill="${COLOURS[colour]}"${weight}>${escaped(shown)}</text>`;
}

/** A character, and how it looks. */
interface Cell extends Style {
  readonly character: string;
}

/** The rows of a terminal: a line that is longer goes on in the next one. */
function rowsOf(text: string): readonly (readonly Cell[])[] {
  const rows: Cell[][] = [];
  let style = PLAIN;
  for (const line of text.replace(/\n+$/, '').split('\n')) {
    const cells: Cell[] = [];
    // Every second part is the number of an escape sequence.
    for (const [index, part] of line.split(new RegExp(`${ESCAPE}\\[(\\d*)m`)).entries()) {
      if (index % 2 === 1) style = changed(style, part);
      else for (const character of part) cells.push({ character, ...style });
    }
    do rows.push(cells.splice(0, COLUMNS));
    while (cells.length > 0);
  }
  return rows;
}

/** The pieces of a row that have something to see; several spaces end a piece. */
function piecesOf(row: readonly Cell[]): readonly Piece[] {
  const pieces: Piece[] = [];
  for (const [column, { character, colour, isBold }] of row.entries()) {
    const last = pieces.at(-1);
    const isSame = last?.colour === colour && last.isBold === isBold;
    if (last !== undefined && isSame && !(last.text.endsWith('  ') && character !== ' ')) {
      pieces[pieces.length - 1] = { ...last, text: last.text + character };
    } else {
      pieces.push({ text: character, column, colour, isBold });
    }
  }
  return pieces.filter(({ text }) => text.trim() !== '');
}

const ESCAPE = String.fromCharCode(27);

/** @throws Error where it is told something else than `lib/terminal/colours.ts` writes */
function changed(style: Style, number: string): Style {
  const colour = COLOUR_NUMBERS[number];
  if (colour !== undefined) return { ...style, colour };
  if (number === '1') return { ...style, isBold: true };
  if (number === '22') return { isBold: false, colour: style.colour === 'dim' ? 'text' : style.colour };
  throw new Error(`the picture of a terminal knows no escape sequence ${number}`);
}

function round(number: number): string {
  return String(Math.round(number * 10) / 10);
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
