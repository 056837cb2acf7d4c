import type { Json } from '../../lib/domain/json';
import type { PolicyDocument } from '../../lib/iam/policy-document';
import { named, readStatements, statementsOf } from '../../lib/iam/statement';

const TRUST: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'LetPeopleIn',
      Effect: 'Allow',
      Principal: { AWS: ['b', 'a'], Service: 'lambda.amazonaws.com' },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'aws:b': ['y', 'x'], 'aws:a': 'z' }, Bool: { 'aws:c': 'true' } },
    },
  ],
};

function document(statement: Readonly<Record<string, Json>>): Json {
  return { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'a:B', ...statement } };
}

describe('a statement that is read', () => {
  test('has lists, in the order in which they are written', () => {
    const [statement] = readStatements(TRUST) ?? [];
    expect(statement).toEqual({
      sid: 'LetPeopleIn',
      effect: 'Allow',
      principal: {
        form: 'Principal',
        values: [
          { type: 'AWS', name: 'b' },
          { type: 'AWS', name: 'a' },
          { type: 'Service', name: 'lambda.amazonaws.com' },
        ],
      },
      action: { form: 'Action', values: ['sts:AssumeRole'] },
      resource: { form: undefined, values: [] },
      conditions: [
        { operator: 'StringEquals', key: 'aws:b', values: ['y', 'x'] },
        { operator: 'StringEquals', key: 'aws:a', values: ['z'] },
        { operator: 'Bool', key: 'aws:c', values: ['true'] },
      ],
    });
  });

  test('is the same of a document, of its text, and of a document that orgstrap wrote', () => {
    expect(readStatements(JSON.stringify(TRUST))).toEqual(readStatements(TRUST));
    expect(statementsOf(TRUST)).toEqual(readStatements(TRUST));
  });

  test('names everybody in one way', () => {
    const everybody = [{ type: 'AWS', name: '*' }];
    for (const Principal of ['*', { AWS: '*' }]) {
      expect(readStatements(document({ Principal }))?.map(({ principal }) => principal.values)).toEqual([everybody]);
    }
  });

  test('names nothing where it says what is excepted', () => {
    const [statement] = readStatements(document({ NotResource: ['a', 'b'] })) ?? [];
    expect(statement?.resource).toEqual({ form: 'NotResource', values: ['a', 'b'] });
    expect(statement && [named(statement.resource), named(statement.action)]).toEqual([[], ['a:B']]);
  });

  test('has a value that is no string as JSON, or as the reader wants it', () => {
    const bucket = document({ Resource: { Ref: 'Bucket' }, Condition: { Bool: { 'aws:a': true } } });
    const texts = (textOf?: (value: Json) => string) =>
      readStatements(bucket, textOf)?.flatMap(({ resource, conditions }) => [
        ...resource.values,
        conditions[0]?.values,
      ]);
    expect(texts()).toEqual(['{"Ref":"Bucket"}', ['true']]);
    expect(texts((value) => (typeof value === 'string' ? value : 'other'))).toEqual(['other', ['other']]);
  });
});

test('no document has no statement', () => {
  expect(readStatements(undefined)).toEqual([]);
  expect(statementsOf(undefined)).toEqual([]);
});

test.each<[string, Json]>([
  ['is no JSON', '{'],
  ['is a list', []],
  ['has another key', { Version: '2012-10-17', Statement: [], Other: 1 }],
  ['has a statement with another key', document({ Other: 'x' })],
  ['has a statement with another effect', document({ Effect: 'allow' })],
  ['has a statement with both forms of an element', document({ NotAction: 'a:C' })],
  ['has a condition that is no object', document({ Condition: 'x' })],
  ['has a condition twice, but for its case', document({ Condition: { Bool: { 'aws:a': 'x', 'AWS:a': 'y' } } })],
])('a document that %s is not read', (_, value) => {
  expect(readStatements(value)).toBeUndefined();
});
