import fc from 'fast-check';
import { Failure } from '../../lib/domain/failure';
import type { PolicyDocument, StatementJson } from '../../lib/iam/policy-document';
import { type PlaceholderValues, placeholdersOf, renderPolicy } from '../../lib/policies/render-policy';

function document(statement: Partial<StatementJson>): PolicyDocument {
  return { Version: '2012-10-17', Statement: [{ Sid: 'Only', Effect: 'Allow', Action: 's3:GetObject', ...statement }] };
}

function rendered(statement: Partial<StatementJson>, values: PlaceholderValues): StatementJson {
  const [first] = renderPolicy('test', document(statement), values).Statement;
  if (first === undefined) throw new Error('there is no statement');
  return first;
}

describe('a document is refused', () => {
  test('with a placeholder that was given no value, and with a value that is not in it; both are named at once', () => {
    expect(() => rendered({ Resource: ['${one}', '${two}/*'] }, { three: '3', four: ['4'] })).toThrow(
      [
        'policies/test.json has ${one}, which was given no value',
        'policies/test.json has ${two}, which was given no value',
        'policies/test.json was given a value for ${three}, which is not in it',
        'policies/test.json was given a value for ${four}, which is not in it',
      ].join('\n'),
    );
  });

  test.each(['state_bucket', 'state-bucket', 'state.bucket', 'state bucket', '', 'toString', '__proto__'])(
    'with the placeholder ${%s}, which is none of IAM’s variables either',
    (name) => {
      expect(() => rendered({ Resource: `\${${name}}` }, {})).toThrow(
        `policies/test.json has \${${name}}, which was given no value`,
      );
    },
  );

  test('with a list inside a string, which would become one text with commas', () => {
    expect(() => rendered({ Resource: '${buckets}/*' }, { buckets: ['a', 'b'] })).toThrow(
      "${buckets} stands inside '${buckets}/*', so it takes a string and not a list",
    );
    expect(() => rendered({ Condition: { StringEquals: { '${keys}': 'x' } } }, { keys: ['a'] })).toThrow(
      "${keys} stands inside '${keys}', so it takes a string and not a list",
    );
  });

  test('by a Failure, which says what is wrong and has no stack trace for users', () => {
    expect(() => rendered({ Resource: '${one}' }, {})).toThrow(Failure);
  });
});

describe('a placeholder', () => {
  test('is filled in anywhere in a string, as often as it is there', () => {
    expect(rendered({ Resource: 'arn:${p}:iam::${a}:role/${a}' }, { p: 'aws', a: '1' }).Resource).toBe(
      'arn:aws:iam::1:role/1',
    );
  });

  test('that is an element of a list takes a list, whose elements take its place', () => {
    expect(rendered({ Resource: ['first', '${more}', 'last'] }, { more: ['a', 'b'] }).Resource).toEqual([
      'first',
      'a',
      'b',
      'last',
    ]);
    expect(rendered({ Resource: ['first', '${more}'] }, { more: [] }).Resource).toEqual(['first']);
  });

  test('that is the whole of an element takes a list, too', () => {
    expect(rendered({ Resource: '${more}' }, { more: ['a', 'b'] }).Resource).toEqual(['a', 'b']);
    expect(rendered({ Resource: '${more}' }, { more: ['a'] }).Resource).toBe('a');
  });

  test('is filled in inside conditions and principals, in their keys, too', () => {
    const statement = rendered(
      {
        Principal: { AWS: '${account}' },
        Condition: { StringEquals: { '${issuer}:aud': ['${audience}'], 'aws:PrincipalOrgID': '${org}' } },
      },
      { account: '1', issuer: 'idp.example', audience: 'sts', org: 'o-1' },
    );
    expect(statement.Principal).toEqual({ AWS: '1' });
    expect(statement.Condition).toEqual({ StringEquals: { 'idp.example:aud': ['sts'], 'aws:PrincipalOrgID': 'o-1' } });
  });

  test('that comes with a value is text: nothing is filled in twice', () => {
    expect(rendered({ Resource: '${one}' }, { one: '${two} $& $1' }).Resource).toBe('${two} $& $1');
  });
});

test.each(['${aws:username}', '${aws:PrincipalTag/team}', "${aws:PrincipalTag/team, 'none'}", '${*}', '${?}', '${$}'])(
  'IAM’s own %s stays as it is',
  (variable) => {
    const Resource = `arn:aws:s3:::bucket/${variable}/\${path}`;
    expect(rendered({ Resource }, { path: 'x' }).Resource).toBe(`arn:aws:s3:::bucket/${variable}/x`);
    expect(placeholdersOf(document({ Resource }))).toEqual(new Set(['path']));
  },
);

test('a Sid is a name and no text: it stays as it is', () => {
  expect(rendered({ Sid: 'AsItIs', Resource: '${a}' }, { a: '1' }).Sid).toBe('AsItIs');
});

test('the source stays as it was, and its own keys stay in their order', () => {
  const source = document({ Resource: '${a}', Condition: { Bool: { 'aws:SecureTransport': 'true' } } });
  const before = JSON.stringify(source);
  const [statement] = renderPolicy('test', source, { a: '1' }).Statement;
  expect(JSON.stringify(source)).toBe(before);
  expect(Object.keys(statement ?? {})).toEqual(['Sid', 'Effect', 'Action', 'Resource', 'Condition']);
});

describe('whatever the document', () => {
  const name = fc.stringMatching(/^[a-z][A-Za-z0-9]{0,8}$/).filter((text) => !Object.hasOwn(Object.prototype, text));
  const text = fc.string().filter((some) => !some.includes('${'));

  test('what has no placeholder is left alone', () => {
    fc.assert(
      fc.property(fc.array(text), text, (Action, Resource) => {
        expect(renderPolicy('test', document({ Action, Resource }), {})).toEqual(document({ Action, Resource }));
      }),
    );
  });

  test('every placeholder is replaced by exactly its value', () => {
    fc.assert(
      fc.property(fc.dictionary(name, fc.string(), { minKeys: 1 }), text, (dictionary, around) => {
        const values = { ...dictionary };
        const Resource = Object.keys(values).map((key) => `${around}\${${key}}`);
        expect(renderPolicy('test', document({ Resource }), values).Statement[0]?.Resource).toEqual(
          Object.values(values).map((value) => `${around}${value}`),
        );
      }),
    );
  });

  test('one value more or less is refused', () => {
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 2 }), ([extra = '', ...used]) => {
        const Resource = used.map((key) => `\${${key}}`);
        const values = Object.fromEntries(used.map((key) => [key, 'x']));
        expect(() => renderPolicy('test', document({ Resource }), { ...values, [extra]: 'x' })).toThrow(`\${${extra}}`);
        expect(() => renderPolicy('test', document({ Resource: [...Resource, `\${${extra}}`] }), values)).toThrow(
          `\${${extra}}`,
        );
      }),
    );
  });
});
