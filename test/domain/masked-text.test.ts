import fc from 'fast-check';
import { maskedText } from '../../lib/domain/masked-text';
import { SecretText } from '../../lib/domain/secret-text';

const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const ESC = String.fromCharCode(27);
const masked = (text: string) => maskedText(text, new SecretText(SECRET));

function base64(text: string, encoding: BufferEncoding = 'utf8'): string {
  return Buffer.from(text, encoding).toString('base64');
}

const characters = [...SECRET];
const code = (character: string) => character.charCodeAt(0);

describe('the output of a command is shown without a secret', () => {
  test.each<[string, string]>([
    ['as it is', SECRET],
    ['in a URL', encodeURIComponent(SECRET)],
    ['in a URL, in lower case', encodeURIComponent(SECRET).replaceAll('%2F', '%2f').replaceAll('%2B', '%2b')],
    ['in a URL twice', encodeURIComponent(encodeURIComponent(SECRET))],
    ['in a URL, all of it', characters.map((each) => `%${code(each).toString(16)}`).join('')],
    ['in JSON', JSON.stringify({ secret: SECRET })],
    ['in JSON of PHP', SECRET.replaceAll('/', '\\/')],
    ['in JSON in JSON', JSON.stringify(JSON.stringify({ secret: SECRET.replaceAll('/', '\\/') }))],
    ['in JSON with code points', SECRET.replaceAll('/', '\\u002f').replaceAll('+', '\\u002B')],
    ['in JSON, all of it', characters.map((each) => `\\u00${code(each).toString(16)}`).join('')],
    ['in HTML', SECRET.replaceAll('/', '&#x2F;').replaceAll('+', '&#43;')],
    ['quoted by a shell', `'${SECRET.slice(0, 9)}'\\''${SECRET.slice(9)}'`],
    ['in the octal of a shell', characters.map((each) => `\\${code(each).toString(8).padStart(3, '0')}`).join('')],
    ['in the hex of C', characters.map((each) => `\\x${code(each).toString(16)}`).join('')],
    ['with spaces', characters.join(' ')],
    ['as od -c has it', characters.join('   ')],
    ['as an array of JavaScript', JSON.stringify(characters)],
    ['in quoted-printable', SECRET.replaceAll('+', '=2B')],
    ['in hex', Buffer.from(SECRET).toString('hex')],
    ['in upper hex', Buffer.from(SECRET).toString('hex').toUpperCase()],
    ['in hex as od has it', (Buffer.from(SECRET).toString('hex').match(/../g) ?? []).join(' ')],
    ['in hex as xxd has it', (Buffer.from(SECRET).toString('hex').match(/.{4}/g) ?? []).join(' ')],
    ['in base64', base64(SECRET)],
    ['in base64 for URLs', Buffer.from(SECRET).toString('base64url')],
    ['in base64 of a line', base64(`${SECRET}\n`)],
    ['in base64 of basic authentication', base64(`AKIAIOSFODNN7EXAMPLE:${SECRET}`)],
    ['in base64 behind one byte', base64(`x${SECRET}`)],
    ['in base64 behind two bytes, with more behind it', base64(`xy${SECRET} and more`)],
    ['in base64 of JSON', base64(JSON.stringify({ accessKeyId: 'AKIA', secretAccessKey: SECRET }))],
    ['in base64 twice', base64(base64(SECRET))],
    ['in base64 of PowerShell', base64(SECRET, 'utf16le')],
    ['turned round', [...SECRET].reverse().join('')],
    ['in upper case', SECRET.toUpperCase()],
    ['in colours', `${SECRET.slice(0, 7)}${ESC}[31m${SECRET.slice(7)}${ESC}[0m`],
    ['with a title of the terminal in it', `${SECRET.slice(0, 7)}${ESC}]0;title\u0007${SECRET.slice(7)}`],
    ['with a backspace in it', `${SECRET.slice(0, 7)}\b${SECRET.slice(7)}`],
    ['in two parts', `${SECRET.slice(0, 20)} | ${SECRET.slice(20)}`],
  ])('%s', (_, printed) => {
    const shown = masked(`before ${printed} after`);
    expect(shown).toContain('[secret]');
    expect(shown.startsWith('before ')).toBe(true);
    expect(shown.endsWith(' after')).toBe(true);
    const rest = shown.replaceAll('[secret]', '');
    for (const part of [SECRET.slice(0, 12), SECRET.slice(14, 26), SECRET.slice(-12)]) expect(rest).not.toContain(part);
    expect(rest.length).toBeLessThan(90);
  });

  test('and base64 that is broken into lines', () => {
    const lines = base64(JSON.stringify({ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: SECRET })).match(
      /.{1,76}/g,
    );
    const shown = (lines ?? []).map(masked).join('');
    expect(Buffer.from(shown.replaceAll('[secret]', ''), 'base64').toString()).not.toContain(SECRET.slice(0, 12));
  });
});

test('what a terminal obeys is not passed on, and all else is', () => {
  expect(masked(`${ESC}[2J${ESC}[1;31mset${ESC}[0m\tAKIAIOSFODNN7EXAMPLE äöü`)).toBe('set\tAKIAIOSFODNN7EXAMPLE äöü');
  expect(masked(`${ESC}]8;;https://example.com${ESC}\\link${ESC}]8;;${ESC}\\`)).toBe('link');
  expect(masked(`${ESC}]52;c;aGFja2Vk\u0007copied`)).toBe('copied');
  expect(masked(`a\rb\u009b31mc\u202ed${ESC}`)).toBe('abcd');
});

test('no line of whatever kind has a control character, or the secret', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (before, after) => {
      const shown = masked(`${before}${SECRET}${after}`);
      expect(shown).not.toContain(SECRET);
      expect([...shown].filter((each) => code(each) < 32 && each !== '\t')).toEqual([]);
    }),
  );
});

test('harmless text stays, also beside an empty secret', () => {
  expect(masked('Set Actions secret AWS_SECRET_ACCESS_KEY_apply for acme/infrastructure')).toBe(
    'Set Actions secret AWS_SECRET_ACCESS_KEY_apply for acme/infrastructure',
  );
  expect(maskedText('anything', new SecretText(''))).toBe('anything');
});
