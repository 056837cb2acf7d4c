import { quoted } from '../../lib/config/problem';

describe('text from a file, shown to a person', () => {
  test.each([
    { name: 'a colour code of the terminal', text: '\u001b[31mred', shown: '"\\u001b[31mred"' },
    { name: 'a control character of the upper range', text: '\u009b31m', shown: '"\\u{9b}31m"' },
    { name: 'a change of direction', text: 'a\u202eb', shown: '"a\\u{202e}b"' },
    { name: 'a character without width', text: 'a\u200bb', shown: '"a\\u{200b}b"' },
    { name: 'a line separator', text: 'a\u2028b', shown: '"a\\u{2028}b"' },
    { name: 'half of a character', text: '\ud800', shown: '"\\ud800"' },
  ])('cannot hide $name', ({ text, shown }) => {
    expect(quoted(text)).toBe(shown);
  });

  test('keeps letters of any language', () => {
    expect(quoted('größe 大')).toBe('"größe 大"');
  });

  test('is shortened after 60 characters, never within one', () => {
    expect(quoted('😀'.repeat(61))).toBe(`"${'😀'.repeat(60)}…"`);
  });
});
