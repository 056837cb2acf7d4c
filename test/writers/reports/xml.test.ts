import fc from 'fast-check';
import { xmlDocument } from '../../../lib/writers/reports/xml';
import { parsed } from '../../support/parsed-xml';

test('any text is read back by a strict parser, but for characters that XML does not have', () => {
  const texts = fc.sample(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({
        unit: fc.constantFrom('<', '&', '"', "'", '>', ']]>', '\t', '\n', '\r', '\u0000', '\ud800', '\ufffe'),
      }),
    ),
    { numRuns: 1000, seed: 4 },
  );
  const root = parsed(
    xmlDocument({
      name: 'all',
      content: texts.map((text) => ({ name: 'one', attributes: { text }, content: text })),
    }),
  );
  const readable = texts.map((text) =>
    [...text].map((character) => (isXml(character.codePointAt(0) ?? 0) ? character : '\ufffd')).join(''),
  );
  expect(root.children.map(({ attributes }) => attributes.text)).toEqual(readable);
  expect(root.children.map(({ text }) => text)).toEqual(readable);
});

/** The production `Char` of XML 1.0. */
function isXml(code: number): boolean {
  if (code < 0x20) return [0x9, 0xa, 0xd].includes(code);
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || code >= 0x10000;
}
