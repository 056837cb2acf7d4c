import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PICTURES, pictures } from '../scripts/pictures/pictures';
import { terminalSvg } from '../scripts/pictures/terminal-svg';
import { ROOT } from './support/examples';

const FOLDER = join(ROOT, PICTURES);

test('the pictures show what the commands say today; "npm run pictures" writes them', () => {
  const found = readdirSync(FOLDER).map((name) => [name, readFileSync(join(FOLDER, name), 'utf8')]);
  expect(Object.fromEntries(found)).toEqual(pictures());
});

test('every picture is small, and in a document with a text for those who do not see it', () => {
  const documents = ['README.md', 'docs/start.md'].map((file) => readFileSync(join(ROOT, file), 'utf8')).join('\n');
  for (const [name, svg] of Object.entries(pictures())) {
    expect(svg.length).toBeLessThan(40_000);
    expect(documents).toMatch(new RegExp(`!\\[[^\\]]{20,}\\]\\((?:docs/)?pictures/${name}\\)`));
  }
});

describe('a terminal', () => {
  const Red = '\u001b[31m';
  const Ends = '\u001b[39m';

  /** The texts of a picture, each with its place, width and colour. */
  function textsIn(svg: string) {
    return [
      ...svg.matchAll(/<text x="([\d.]+)" y="([\d.]+)" textLength="([\d.]+)".*? fill="(.*?)".*?>(.*?)<\/text>/g),
    ].map(([, x, y, length, fill, text]) => ({ x: Number(x), y: Number(y), length: Number(length), fill, text }));
  }

  test('has each piece of text at its column, however wide the letters of a font are', () => {
    const [first, second] = textsIn(terminalSvg('title', 'ab   cd'));
    expect(first).toMatchObject({ text: 'ab', length: 16.8 });
    expect(second).toMatchObject({ text: 'cd', length: 16.8, y: first?.y });
    expect((second?.x ?? 0) - (first?.x ?? 0)).toBeCloseTo(5 * 8.4);
  });

  test('has colours, also over the end of a line', () => {
    const texts = textsIn(terminalSvg('title', `plain ${Red}red\nred${Ends} plain`));
    expect(texts.map(({ text }) => text)).toEqual(['plain', 'red', 'red', 'plain']);
    expect(texts[0]?.fill).toBe(texts[3]?.fill);
    expect(texts[1]?.fill).toBe(texts[2]?.fill);
    expect(texts[0]?.fill).not.toBe(texts[1]?.fill);
  });

  test('goes on in the next line where a line is longer', () => {
    const texts = textsIn(terminalSvg('title', 'x'.repeat(85)));
    expect(texts.map(({ text }) => text?.length)).toEqual([80, 5]);
    expect(texts[1]?.x).toBe(texts[0]?.x);
  });

  test('shows markup as text, and refuses what it does not know', () => {
    expect(terminalSvg('a & b', '<script>')).toContain('&#60;script&#62;');
    expect(() => terminalSvg('title', '\u001b[7minverse')).toThrow('knows no escape sequence 7');
  });
});
