import fc from 'fast-check';
import { stringify } from 'yaml';
import { parseOrgConfig } from '../../lib/config/parse-org-config';
import { problemsOf, SERVICES, VALID } from './org-yaml';

const TOP_KEYS = ['organization', 'homeRegion', 'deployFrom', 'accounts', 'environments', 'terraform', 'pipelines'];

/** Whatever it says, it must say it about a place in the text, and completely. */
function expectUsableProblems(text: string): void {
  const result = parseOrgConfig(text, 'org.yaml', SERVICES);
  if (result.ok) return;
  const lines = text.split('\n');
  const unusable = result.problems.filter(({ line, column, found, expected, fix }) => {
    const width = lines[line - 1]?.length ?? -1;
    return line < 1 || column < 1 || column > width + 1 || [found, expected, fix].includes('');
  });
  expect({ hasProblems: result.problems.length > 0, unusable }).toEqual({ hasProblems: true, unusable: [] });
}

describe('the parser', () => {
  test('never throws, whatever the text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), expectUsableProblems));
  });

  test('never throws, whatever is made of the characters that YAML knows', () => {
    const characters = fc.constantFrom(...'abc01:-?[]{},&*!|>\'"%@`#~ \t\n\r\\<_.');
    fc.assert(fc.property(fc.string({ unit: characters, maxLength: 60 }), expectUsableProblems), { numRuns: 2_000 });
  });

  test('never throws, whatever a part of a valid file is exchanged for', () => {
    const cut = fc.record({ at: fc.nat(VALID.length), length: fc.nat(40), by: fc.string({ maxLength: 20 }) });
    fc.assert(
      fc.property(cut, ({ at, length, by }) => {
        expectUsableProblems(VALID.slice(0, at) + by + VALID.slice(at + length));
      }),
      { numRuns: 1_000 },
    );
  });

  test('never throws, whatever values the known keys have', () => {
    const values = fc.dictionary(fc.constantFrom(...TOP_KEYS, 'managementAccount', 'people'), fc.jsonValue());
    fc.assert(fc.property(values, (value) => expectUsableProblems(stringify(value))));
  });

  test('never throws, whatever values the known sections have', () => {
    const key = fc.constantFrom(
      'dev',
      'delivery',
      'identity',
      'environments',
      'organizationalUnits',
      'accounts',
      '__proto__',
    );
    const section = fc.dictionary(key, fc.dictionary(key, fc.jsonValue({ maxDepth: 2 })));
    const values = fc.dictionary(fc.constantFrom(...TOP_KEYS), section);
    fc.assert(fc.property(values, (value) => expectUsableProblems(stringify(value))));
  });

  test('says the same about the same text', () => {
    const text = fc.constantFrom(VALID, VALID.replace('[dev, prod]', '[dev]'), 'a: [', 'people: {}');
    fc.assert(fc.property(text, (given) => expect(problemsOf(given)).toEqual(problemsOf(given))));
  });
});

describe('each of these changes to a valid file is refused', () => {
  const lines = VALID.trimEnd().split('\n');

  test.each(lines.map((line, index) => ({ line, number: index + 1 })))(
    'the loss of line $number and what hangs under it: $line',
    ({ line, number }) => {
      const depth = line.search(/\S/);
      const rest = lines.slice(number);
      const end = rest.findIndex((other) => other.search(/\S/) <= depth);
      const without = [...lines.slice(0, number - 1), ...(end === -1 ? [] : rest.slice(end))].join('\n');
      // What may be left out: a pipeline may be for the management account alone.
      const isOptional = ['managementAccount:', 'environments: [dev, prod]'].includes(line.trim());
      if (isOptional) expect(problemsOf(without)).toEqual([]);
      else expect(problemsOf(without)).not.toEqual([]);
    },
  );

  test('any unknown key, in any map', () => {
    const place = fc.constantFrom(...lines.keys()).filter((index) => /^ *[a-zA-Z]+:/.test(lines[index] ?? ''));
    const key = fc.stringMatching(/^x[a-z]{3,12}$/);
    fc.assert(
      fc.property(place, key, (index, name) => {
        const indentation = ' '.repeat((lines[index] ?? '').search(/\S/));
        const text = [...lines.slice(0, index), `${indentation}${name}: 1`, ...lines.slice(index)].join('\n');
        expect(problemsOf(text)).not.toEqual([]);
      }),
    );
  });

  test('any name with a wildcard in it', () => {
    const name = fc
      .tuple(fc.stringMatching(/^[a-z]{0,5}$/), fc.constantFrom('*', '?'), fc.stringMatching(/^[a-z]{0,5}$/))
      .map((parts) => parts.join(''));
    const place = fc.constantFrom(
      '  prod:\n',
      '  delivery:\n',
      '{ prod: ',
      'workspace: management',
      'ou-abcd-33333333',
    );
    fc.assert(
      fc.property(name, place, (wild, from) => {
        const key = JSON.stringify(wild);
        const to = from.replace(/prod|delivery|management|ou-.*/, () => key);
        const text = VALID.replace(from, to).replace(
          '[dev, prod]',
          from === '  prod:\n' ? `[dev, ${key}]` : '[dev, prod]',
        );
        expect(problemsOf(text).join('\n')).toContain('wildcards to IAM');
      }),
    );
  });

  test('any account id that YAML reads as a number', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{12}$/), (digits) => {
        const [problem = ''] = problemsOf(VALID.replace('"666666666666"', digits));
        expect(problem).toContain(`put it in quotes, "${digits}"`);
      }),
    );
  });
});
