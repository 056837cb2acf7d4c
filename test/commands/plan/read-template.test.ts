import { stringify } from 'yaml';
import { readTemplate } from '../../../lib/commands/plan/read-template';
import { hiddenParameters, resolveParameters } from '../../../lib/commands/plan/resolve-parameters';
import type { Template } from '../../../lib/commands/plan/template';
import { textOf } from '../../../lib/commands/plan/text-of';
import type { Json } from '../../../lib/domain/json';

const DOCUMENT = {
  Description: 'an account',
  Resources: {
    K: { Type: 'AWS::KMS::Key', Properties: { Account: '012345678901', On: 'yes' }, DeletionPolicy: 'Retain' },
  },
};

function read(text: string): Template {
  const template = readTemplate(text);
  if (template === undefined) throw new Error('not read');
  return template;
}

describe('a deployed template', () => {
  test('is read alike from JSON and from the YAML that the CDK CLI makes of it', () => {
    expect(readTemplate(stringify(DOCUMENT, { schema: 'yaml-1.1' }))).toEqual(readTemplate(JSON.stringify(DOCUMENT)));
    expect(readTemplate(JSON.stringify(DOCUMENT))).toEqual({
      sections: { Description: 'an account' },
      resources: {
        K: {
          Type: 'AWS::KMS::Key',
          Properties: { Account: '012345678901', On: 'yes' },
          attributes: { DeletionPolicy: 'Retain' },
        },
      },
    });
  });

  test('says nothing of the constructs that it was made of', () => {
    const metadata = (Metadata: object) =>
      read(JSON.stringify({ Resources: { K: { Type: 'T', Metadata } } })).resources.K?.attributes;
    expect(metadata({ 'aws:cdk:path': 'Stack/K/Resource' })).toEqual({});
    expect(metadata({ 'aws:cdk:path': 'Stack/K/Resource', Owner: 'team' })).toEqual({ Metadata: { Owner: 'team' } });
  });

  test.each([
    ['is empty', ''],
    ['is no map', '[]'],
    ['is broken', '{"Resources": {'],
    ['has no resources', '{}'],
    ['has a resource without a type', '{"Resources": {"R": {}}}'],
    ['has a resource with properties that are no map', '{"Resources": {"R": {"Type": "T", "Properties": 1}}}'],
    ['has a tag whose meaning YAML does not know', 'Resources:\n  R:\n    Type: T\n    Properties:\n      A: !Ref B\n'],
    ['says the same key twice', 'Resources: {}\nResources: {}\n'],
  ])('that %s is not guessed at', (_, text) => {
    expect(readTemplate(text)).toBeUndefined();
  });
});

describe('parameters', () => {
  const declared = {
    Arns: { Type: 'CommaDelimitedList' },
    Name: { Type: 'String', Default: 'unset' },
    Secret: { Type: 'String', NoEcho: true },
    Missing: { Type: 'String' },
  };

  function resolved(value: Json, values: Readonly<Record<string, string>>): Json | undefined {
    const text = JSON.stringify({ Parameters: declared, Resources: { R: { Type: 'T', Properties: { value } } } });
    return resolveParameters(read(text), values).resources.R?.Properties.value;
  }

  test.each<[string, Json, Json]>([
    ['a list becomes a list', { Ref: 'Arns' }, ['arn:a', 'arn:b']],
    ['a text becomes a text', { Ref: 'Name' }, 'given'],
    ['a text is put into Fn::Sub', { 'Fn::Sub': 'a-${Name}-${AWS::Region}' }, { 'Fn::Sub': 'a-given-${AWS::Region}' }],
    ['a parameter without a value stays', { Ref: 'Missing' }, { Ref: 'Missing' }],
    ['another reference stays', { a: [{ Ref: 'R' }] }, { a: [{ Ref: 'R' }] }],
  ])('%s', (_, value, then) => {
    expect(resolved(value, { Arns: 'arn:a, arn:b', Name: 'given' })).toEqual(then);
  });

  test('an empty list has nothing in it', () => {
    expect(resolved({ Ref: 'Arns' }, { Arns: '' })).toEqual([]);
  });

  test('a default is a value, too', () => {
    expect(resolved({ Ref: 'Name' }, {})).toBe('unset');
  });

  test('a hidden value is not put in', () => {
    expect(resolved({ Ref: 'Secret' }, { Secret: 'correct-horse' })).toEqual({ Ref: 'Secret' });
    expect(hiddenParameters(read(JSON.stringify({ Parameters: declared, Resources: {} })))).toEqual(['Secret']);
  });
});

describe('a value as text', () => {
  test.each<[Json, string]>([
    ['arn:aws', 'arn:aws'],
    [{ Ref: 'Role' }, '${Role}'],
    [{ 'Fn::GetAtt': ['Key', 'Arn'] }, '${Key.Arn}'],
    [{ 'Fn::GetAtt': 'Key.Arn' }, '${Key.Arn}'],
    [{ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':x']] }, 'arn:${AWS::Partition}:x'],
    [{ 'Fn::Sub': 'arn:${AWS::Partition}:x' }, 'arn:${AWS::Partition}:x'],
    [{ b: 1, a: [true, null] }, '{"a":[true,null],"b":1}'],
  ])('%j', (value, text) => {
    expect(textOf(value)).toBe(text);
  });
});
