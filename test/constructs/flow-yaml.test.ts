import fc from 'fast-check';
import { parse } from 'yaml';
import { flowYaml } from '../../lib/constructs/flow-yaml';
import type { Json } from '../../lib/domain/json';

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(
      'a',
      'Z',
      '0',
      ' ',
      ':',
      ',',
      '-',
      '*',
      '/',
      '.',
      '#',
      "'",
      '"',
      '\\',
      '\n',
      '\u0085',
      '{',
      ']',
    ),
  }),
  fc.constantFrom(
    '',
    'y',
    'No',
    'ON',
    'null',
    '~',
    '012',
    '1e3',
    '2012-10-17',
    '0o7',
    '1_000',
    '.inf',
    '- a',
    '? a',
    '&a',
    '!a',
    '%a',
    '@a',
    '`a',
  ),
);

const { value } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null)),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(text, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

test.each(['1.1', '1.2'] as const)('every value is read back as it was, by YAML %s', (version) => {
  fc.assert(
    fc.property(value, (written) => {
      expect(parse(flowYaml(written), { version, intAsBigInt: false })).toEqual(written);
    }),
    { numRuns: 500 },
  );
});

test('text that every reader takes for that text has no quotation marks, and no other is double', () => {
  expect(flowYaml({ Effect: 'Allow', Action: ['s3:Get*', 'on'], Version: '2012-10-17', Path: '/orgstrap/' })).toBe(
    "{Effect: Allow,Action: ['s3:Get*','on'],Version: '2012-10-17',Path: /orgstrap/}",
  );
});
