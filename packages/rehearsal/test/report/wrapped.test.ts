import { cut, marked, wrapped } from '../../report/wrapped';

test('a text is broken between words, and a word that is longer than a line within it', () => {
  expect(wrapped('one two three', 7)).toEqual(['one two', 'three']);
  expect(wrapped('one two three', 8)).toEqual(['one two', 'three']);
  expect(wrapped('a abcdefghij b', 4)).toEqual(['a', 'abcd', 'efgh', 'ij b']);
  expect(wrapped('', 4)).toEqual([]);
});

test('what is cut says so, within its width', () => {
  expect(cut('12345', 5)).toBe('12345');
  expect(cut('123456', 5)).toBe('1234…');
});

test('a paragraph stands below its mark, and ends with an ellipsis where lines are left out', () => {
  const lines = marked('came: ', 'word '.repeat(100), 2);
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(/^came: word/);
  expect(lines[1]).toMatch(/^ {6}word.*…$/);
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
});
