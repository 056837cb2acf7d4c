import { styleText } from 'node:util';

type Paint = (text: string) => string;

/** What text for a terminal is painted with. */
export type Colours = Readonly<Record<'bold' | 'dim' | 'green' | 'red' | 'yellow', Paint>>;

/** Paints that leave a text as it is unless colour is wanted: `processIo` decides that, and Node.js does not ask again. */
export function coloursFor(isColoured: boolean): Colours {
  const paint =
    (style: keyof Colours): Paint =>
    (text) =>
      isColoured ? styleText(style, text, { validateStream: false }) : text;
  return {
    bold: paint('bold'),
    dim: paint('dim'),
    green: paint('green'),
    red: paint('red'),
    yellow: paint('yellow'),
  };
}
