import { coloursFor } from '../../lib/terminal/colours';

test('colours are escape sequences, whatever the streams of this process are', () => {
  const { bold, dim, green, red, yellow } = coloursFor(true);
  expect([bold('a'), dim('a'), green('a'), red('a'), yellow('a')]).toEqual([
    '\u001b[1ma\u001b[22m',
    '\u001b[2ma\u001b[22m',
    '\u001b[32ma\u001b[39m',
    '\u001b[31ma\u001b[39m',
    '\u001b[33ma\u001b[39m',
  ]);
});

test('without colour a text stays as it is', () => {
  const { bold, red } = coloursFor(false);
  expect(red(bold('a'))).toBe('a');
});
